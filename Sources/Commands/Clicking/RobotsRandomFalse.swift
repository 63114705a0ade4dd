import Clicking
import Language

/// `robots.random_false`.
struct RobotsRandomFalse: Command {
  static let name = "robots.random_false"
  static let summary =
    "Make a robot that clicks random pixels among all that are wrong."
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "s = datasets.synthetic(count=1, size=\"48x64\")[0]\ncs = robots.random_false(n=3)(~s.target, s.target, [])\nprint(len(cs))",
      prints: "3")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(RandomFalse(count: n), context)
  }
}
