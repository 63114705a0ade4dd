import Clicking
import Language

/// `robots.center_weighted`.
struct RobotsCenterWeighted: Command {
  static let name = "robots.center_weighted"
  static let summary =
    "Make a robot that clicks missed pixels, the likelier the deeper they lie."
  static let discussion = """
    Clicks are positive; where nothing is missed there is none.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.center_weighted()(t, t, []))",
      prints: "[]")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(PositiveStrategy(.centerWeighted, count: n), context)
  }
}
