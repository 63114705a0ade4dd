import Clicking
import Language

/// `encodings.stack`.
struct EncodingsStack: Command {
  static let name = "encodings.stack"
  static let summary =
    "Make the encoding that puts the planes of several encodings one behind the other."
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "e = encodings.stack([\"previous\", \"disks\"])\nprint(e.planes)",
      prints: "[\"previous\", \"positive\", \"negative\"]")
  ]

  @Argument("the encodings in order") var encodings: [EncodingParameter]

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(StackedEncoding(encodings.map(\.encoding))))
  }
}
