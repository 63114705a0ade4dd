import Clicking
import Language

/// `robots.distance_memory`.
struct RobotsDistanceMemory: Command {
  static let name = "robots.distance_memory"
  static let summary =
    "Make a robot as robots.distance, whose clicks of a turn keep away from each other."
  static let discussion = """
    Each click of a turn counts as right before distances are measured for the next.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(len(robots.distance_memory(n=3)(t & ~t, t, [])))",
      prints: "3")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(DistanceWeighted(hasMemory: true, count: n), context)
  }
}
