import Clicking
import Language

/// `robots.uniform`.
struct RobotsUniform: Command {
  static let name = "robots.uniform"
  static let summary =
    "Make a robot that clicks random missed pixels."
  static let discussion = """
    Clicks are positive; where nothing is missed there is none.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.uniform()(t & ~t, t, []).positive)",
      prints: "True")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(PositiveStrategy(.uniform, count: n), context)
  }
}
