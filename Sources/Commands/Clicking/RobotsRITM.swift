import Clicking
import Language

/// `robots.ritm`.
struct RobotsRITM: Command {
  static let name = "robots.ritm"
  static let summary =
    "Make the robot of RITM's evaluation: robots.center by the name of its source."
  static let discussion = """
    With --origin it clicks at (0, 0), negative, where nothing is left to click, as RITM's code \
    does and as evaluate has it under --mode ritm.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.ritm()(t & ~t, t, []), robots.ritm(origin=True)(t, t, []))",
      prints: "+(2, 2) -(0, 0)")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1
  @Flag("click at (0, 0) where nothing is left to click") var origin = false

  func run(_ context: CommandContext) throws -> Value {
    robotValue(CenterLargestError(fallback: origin ? .originAsRITM : .noClick, count: n), context)
  }
}
