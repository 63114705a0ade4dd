import Clicking
import Imaging
import Language

/// `robots.center`.
struct RobotsCenter: Command {
  static let name = "robots.center"
  static let summary =
    "Make the field's evaluation robot: it clicks the deepest pixel of the larger error."
  static let discussion = """
    Distances are exact and Euclidean, the picture's border counts as right, pixels clicked before \
    are left out. The click is positive where the missed part is deeper than the part in excess, \
    negative also where both are equally deep; of equally deep pixels it is the first in reading order.
    """
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "s = datasets.synthetic(count=1, size=\"48x64\")[0]\nc = robots.center()(s.target & ~s.target, s.target, [])\nprint(c.positive, s.target.area > 0)",
      prints: "True True")
  ]

  func run(_ context: CommandContext) throws -> Value {
    robotValue(CenterLargestError(), context)
  }
}
