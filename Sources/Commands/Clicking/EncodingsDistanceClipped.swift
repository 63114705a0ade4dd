import Clicking
import Language

/// `encodings.distance_clipped`.
struct EncodingsDistanceClipped: Command {
  static let name = "encodings.distance_clipped"
  static let summary =
    "Make the encoding of distance maps: min(d, limit) / limit."
  static let discussion = """
    Two planes, positive and negative; d is the exact distance to the nearest click in pixels. \
    Without a click a plane is 1. Xu et al. 2016 clip at 255.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(sum(encodings.distance_clipped(limit=4)(cs, (6, 6))[0][2, 2:6]))",
      prints: "1.5")
  ]

  @Option("the distance from which on a plane is 1, in pixels", in: 0.001...1_000_000) var limit =
    255.0

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(DistanceMaps(.clipped(limit: limit))))
  }
}
