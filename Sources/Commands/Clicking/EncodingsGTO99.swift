import Clicking
import Language

/// `encodings.gto99`.
struct EncodingsGTO99: Command {
  static let name = "encodings.gto99"
  static let summary =
    "Make the encoding of gto99: Gaussians of three scales, background first."
  static let discussion = """
    Six planes: sigma 7.04, 28.16 and 56.32 pixels (2, 8 and 16 % of 352) of the negative \
    clicks, then of the positive ones.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(len(encodings.gto99()(cs, (6, 6))))",
      prints: "6")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(Gaussians.gto99))
  }
}
