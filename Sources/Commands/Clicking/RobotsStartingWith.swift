import Clicking
import Language

/// `robots.starting_with`.
struct RobotsStartingWith: Command {
  static let name = "robots.starting_with"
  static let summary =
    "Make a robot whose first turn begins with the clicks of another one."
  static let discussion = """
    The first turn has the clicks of the start, then those of the robot, which sees the former \
    as made; later turns have those of the robot alone.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nr = robots.starting_with(robots.stratified(n=2), \"center\")\nprint(r.name, len(r(t & ~t, t, [])))",
      prints: "stratified+center 3")
  ]

  @Argument("what clicks first") var start: RobotParameter
  @Argument("what clicks at every turn") var robot: RobotParameter

  func run(_ context: CommandContext) throws -> Value {
    robotValue(StartingWith(start.robot, then: robot.robot), context)
  }
}
