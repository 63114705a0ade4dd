import Clicking
import Language

/// `robots.gto99`.
struct RobotsGTO99: Command {
  static let name = "robots.gto99"
  static let summary =
    "Make gto99's evaluation robot: the deepest pixel of the largest error."
  static let discussion = """
    Missed and excess pixels are kept apart; the largest 8-connected component of both is \
    clicked, the one in excess where both are equally large. Earlier clicks make no difference.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.gto99()(t & ~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(GTO99(count: n), context)
  }
}
