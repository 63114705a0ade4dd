import Clicking
import Language

/// `robots.sampled`.
struct RobotsSampled: Command {
  static let name = "robots.sampled"
  static let summary =
    "Make a robot that clicks wrong pixels as people do, nearer to the middle or less so."
  static let discussion = """
    The weight of a wrong pixel is exp(t · min(d, limit)) with d its distance to the nearest \
    right pixel. At temperature 0 all are equally likely; the larger it is, the surer a click \
    falls in the middle; below 0 it always does.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.sampled(temperature=-1)(t & ~t, t, []))",
      prints: "+(2, 2)")
  ]

  @Option("how strongly depth draws clicks, in 1 / pixel; below 0 without chance", in: -1...1000)
  var temperature = 0.1
  @Option("from what depth on all pixels are alike, in pixels", in: 0...1_000_000) var limit = 50.0
  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    robotValue(SampledClicks(temperature: temperature, limit: limit, count: n), context)
  }
}
