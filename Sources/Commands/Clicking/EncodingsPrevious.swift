import Clicking
import Language

/// `encodings.previous`.
struct EncodingsPrevious: Command {
  static let name = "encodings.previous"
  static let summary =
    "Make the encoding that gives the previous prediction to the model."
  static let discussion = """
    One plane: the plane or mask given as previous, or 0. With --threshold it is 1 above it and \
    else 0.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "m = mask_of(\".#|..\")\nprint(encodings.previous()([], m, previous=m).names)",
      prints: "[\"previous\"]")
  ]

  @Option("above what the mask is 1; the probability itself unless told") var threshold: Fraction?

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(PreviousMask(threshold: threshold.map { Float($0.value) })))
  }
}
