import Clicking
import Language

/// `robots.mixture`.
struct RobotsMixture: Command {
  static let name = "robots.mixture"
  static let summary =
    "Make a robot that lets another one click each turn, drawn by weight."
  static let discussion = """
    Without weights all are equally likely.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nr = robots.mixture([\"center\", robots.random_false()], weights=[1, 0])\nprint(r(t & ~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Argument("the robots") var robots: [RobotParameter]
  @Option("how likely each is drawn, in proportion") var weights: [Double]?

  func run(_ context: CommandContext) throws -> Value {
    let weights = weights ?? robots.map { _ in 1 }
    guard weights.count == robots.count else {
      throw Diagnostic(
        .value, "there are \(robots.count) robots but \(weights.count) weights",
        help: "give one weight for each robot")
    }
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.contains(where: { $0 > 0 }) else {
      throw Diagnostic(.value, "weights are not below 0, and one is above")
    }
    return robotValue(RobotMixture(zip(robots, weights).map { ($0.robot, $1) }), context)
  }
}
