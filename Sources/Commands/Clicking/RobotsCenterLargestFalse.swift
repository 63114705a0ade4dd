import Clicking
import Language

/// `robots.center_largest_false`.
struct RobotsCenterLargestFalse: Command {
  static let name = "robots.center_largest_false"
  static let summary =
    "Make a robot that clicks the deepest pixel of the largest wrong region."
  static let discussion = """
    Regions are 4-connected; missed and excess pixels that touch belong to one region.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.center_largest_false()(~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(CenterLargestFalse(count: n), context)
  }
}
