import Clicking
import Language

/// `robots.random_largest_false`.
struct RobotsRandomLargestFalse: Command {
  static let name = "robots.random_largest_false"
  static let summary =
    "Make a robot that clicks random pixels of the largest wrong region."
  static let discussion = """
    Regions are 4-connected; missed and excess pixels that touch belong to one region, so clicks \
    of both signs can fall into it.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(len(robots.random_largest_false(n=9)(t & ~t, t, [])))",
      prints: "9")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(RandomLargestFalse(count: n), context)
  }
}
