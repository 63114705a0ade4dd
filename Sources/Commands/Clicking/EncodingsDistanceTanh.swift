import Clicking
import Language

/// `encodings.distance_tanh`.
struct EncodingsDistanceTanh: Command {
  static let name = "encodings.distance_tanh"
  static let summary =
    "Make the encoding of distance maps: tanh(2 · d / radius)."
  static let discussion = """
    Two planes, positive and negative; d is the exact distance to the nearest click in pixels. \
    Without a click a plane is 1. RITM and f-BRS use 260.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(encodings.distance_tanh()(cs, (6, 6))[0][2, 2])",
      prints: "0.0")
  ]

  @Option("the distance of tanh 2, in pixels", in: 0.001...1_000_000) var radius = 260.0

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(DistanceMaps(.tanh(radius: radius))))
  }
}
