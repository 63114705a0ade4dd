import Clicking
import Language

/// `robots.inner`.
struct RobotsInner: Command {
  static let name = "robots.inner"
  static let summary =
    "Make a robot that clicks missed pixels in the inside of what is missed."
  static let discussion = """
    What erosion by a 3×3 square leaves: --erosion iterations, or half as many again and again \
    until more than 70 % is left. Clicks are positive; where nothing is missed there is none.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.inner(n=2)(t & ~t, t, [])[1].positive)",
      prints: "True")
  ]

  @Option("how many iterations erosion begins with", in: 0...10_000) var erosion = 15
  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(PositiveStrategy(.inner, erosion: erosion, count: n), context)
  }
}
