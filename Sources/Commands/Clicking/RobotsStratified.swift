import Clicking
import Language

/// `robots.stratified`.
struct RobotsStratified: Command {
  static let name = "robots.stratified"
  static let summary =
    "Make a robot that spreads random clicks over the picture, one in a cell."
  static let discussion = """
    For n clicks the picture is divided into n × n cells, of which n are drawn. It never looks \
    at the prediction: a start for robots.starting_with.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(len(robots.stratified()(t, t, [])))",
      prints: "3")
  ]

  @Option("how many clicks a turn", in: 1...1000) var n = 3

  func run(_ context: CommandContext) throws -> Value {
    robotValue(StratifiedClicks(count: n), context)
  }
}
