import Clicking
import Language

/// `robots.worst_of`.
struct RobotsWorstOf: Command {
  static let name = "robots.worst_of"
  static let summary =
    "Make a robot that tries several proposals on the model and keeps the worst."
  static let discussion = """
    Each turn the robot proposes clicks --proposals times; the ones with the lowest IoU are \
    kept. What lies between best_of and worst_of is what chance can do to a result. It needs a \
    model to try on, so it works in evaluate, and not when it is called.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "r = evaluate geodesic synthetic --robot robots.worst_of(\"random_false\", proposals=2) --limit 1 --clicks 2\nprint(r.robot, len(r[0].ious))",
      prints: "worst_of 2")
  ]

  @Argument("what proposes clicks") var robot: RobotParameter
  @Option("how many proposals a turn has", in: 1...1000) var proposals = 5

  func run(_ context: CommandContext) throws -> Value {
    robotValue(BestOf(.worst, of: robot.robot, proposals: proposals), context)
  }
}
