import Clicking
import Language

/// `encodings.ritm`.
struct EncodingsRITM: Command {
  static let name = "encodings.ritm"
  static let summary =
    "Make the encoding that RITM's networks read: the previous mask and disks of radius 5."
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "print(encodings.ritm().planes)",
      prints: "[\"previous\", \"positive\", \"negative\"]")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(.ritm))
  }
}
