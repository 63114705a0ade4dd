import Clicking
import Language

/// `robots.ritm_next`.
struct RobotsRITMNext: Command {
  static let name = "robots.ritm_next"
  static let summary =
    "Make the robot of RITM's iterative training: a pixel deep in the larger error."
  static let discussion = """
    The sign is that of the deepest wrong pixel; the click is any pixel of that error deeper \
    than half the greatest depth, each equally likely.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.ritm_next()(t & ~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(RITMNextPoint(count: n), context)
  }
}
