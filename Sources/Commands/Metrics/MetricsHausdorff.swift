import Engine
import Imaging
import Language

/// `metrics.hausdorff`.
struct MetricsHausdorff: Command {
  static let name = "metrics.hausdorff"
  static let summary = "Measure the Hausdorff distance, or a percentile of it, in pixels."
  static let discussion = """
    The distance of every outline pixel of each mask to the other's outline, both directions together; \
    of these the percentile, 95 unless told, interpolated as NumPy does. What either mask ignores is \
    cut out of both. Two empty masks give 0; where exactly one is empty the answer is None.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.hausdorff(mask_of(\"####.\"), mask_of(\"..##.\"), percentile=100))",
      prints: "2.0")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter
  @Option("which percentile of the distances", in: 0...100) var percentile = 95.0

  func run(_ context: CommandContext) throws -> Value {
    let distances = try SurfaceDistances(prediction: mask.mask, target: target.mask)
    return distances.map { .float($0.hausdorff(percentile: percentile)) } ?? Value.none
  }
}
