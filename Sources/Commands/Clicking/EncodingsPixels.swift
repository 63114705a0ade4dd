import Clicking
import Language

/// `encodings.pixels`.
struct EncodingsPixels: Command {
  static let name = "encodings.pixels"
  static let summary =
    "Make the encoding that marks the clicked pixels alone."
  static let discussion = """
    Two planes, positive and negative. A click between pixels falls on the nearest, one outside \
    the picture on none.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(sum(encodings.pixels()(cs, (6, 6))[\"positive\"]))",
      prints: "1.0")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(ClickPixels()))
  }
}
