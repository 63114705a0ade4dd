import Clicking
import Language

/// `robots.clicking_group`.
struct RobotsClickingGroup: Command {
  static let name = "robots.clicking_group"
  static let summary =
    "Make a robot that clicks one slice of the larger error's probability."
  static let discussion = """
    The pixels of the larger error's component, ordered by depth, are divided into groups of \
    equal probability, group 1 at the edge, the last in the middle. A model that is evaluated \
    with each group in turn shows how much it depends on where it is clicked, as RClicks \
    measures it; a function of depth stands for the probability that RClicks takes from a trained \
    network: depth itself, or with --temperature t what robots.sampled draws by, exp(t·min(depth, 50)).
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.clicking_group(10)(t & ~t, t, []).positive)",
      prints: "True")
  ]

  @Argument("which group, from 1", in: 1...10_000) var group: Int
  @Option("how many groups there are", in: 1...10_000) var groups = 10
  @Option("how strongly depth draws clicks; in proportion to depth unless told", in: 0...100)
  var temperature: Double?
  @Option("how many clicks a turn", in: 1...1000) var n = 1

  func run(_ context: CommandContext) throws -> Value {
    guard group <= groups else {
      throw Diagnostic(.value, "there are \(groups) groups, and no group \(group)")
    }
    return robotValue(
      ClickingGroup(group: group, of: groups, temperature: temperature, count: n), context)
  }
}
