import Clicking
import Language

/// `robots.none`.
struct RobotsNone: Command {
  static let name = "robots.none"
  static let summary =
    "Make a robot that never clicks."
  static let topic = CommandTopic.robots
  static let examples = [
    Example(
      "t = mask_of(\".....|.###.|.###.|.###.|.....\")\nprint(robots.none()(~t, t, []))",
      prints: "[]")
  ]

  func run(_ context: CommandContext) throws -> Value {
    robotValue(NoClick(), context)
  }
}
