import Clicking
import Language

/// `robots.random`.
struct RobotsRandom: Command {
  static let name = "robots.random"
  static let summary =
    "Make a robot that clicks random pixels, right or wrong."
  static let discussion = """
    It never looks at the prediction. Ignored pixels are never clicked.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(len(robots.random(n=4)(t, t, [])))",
      prints: "4")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(RandomClicks(count: n), context)
  }
}
