import Clicking
import Language

/// `robots.center`.
struct RobotsCenter: Command {
  static let name = "robots.center"
  static let summary =
    "Make the field's evaluation robot: it clicks the deepest pixel of the larger error."
  static let discussion = """
    Distances are exact and Euclidean, the picture's border counts as right, pixels clicked \
    before are left out. The click is positive where the missed part is deeper than the part in \
    excess, negative also where both are equally deep; of equally deep pixels it is the first in \
    reading order.

    With several clicks a turn, each counts as right for the next.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.center()(t & ~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(CenterLargestError(count: n), context)
  }
}
