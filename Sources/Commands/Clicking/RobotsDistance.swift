import Clicking
import Language

/// `robots.distance`.
struct RobotsDistance: Command {
  static let name = "robots.distance"
  static let summary =
    "Make a robot that clicks wrong pixels, the likelier the deeper they lie."
  static let discussion = """
    The probability of a wrong pixel is in proportion to its distance to the nearest pixel that \
    is right or lies beyond the border.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.distance()(t & ~t, t, []).positive)",
      prints: "True")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(DistanceWeighted(count: n), context)
  }
}
