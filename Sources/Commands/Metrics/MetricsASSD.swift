import Engine
import Imaging
import Language

/// `metrics.assd`.
struct MetricsASSD: Command {
  static let name = "metrics.assd"
  static let summary = "Measure the average symmetric surface distance, in pixels."
  static let discussion = """
    The distance of every pixel of each outer outline to the other outline, averaged over both \
    together; holes have no outline here. What either mask ignores is cut out of both. Two empty masks \
    give 0; where exactly one is empty there is no distance, and the answer is None.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example("print(metrics.assd(mask_of(\"###.\"), mask_of(\".##.\")))", prints: "0.2"),
    Example("print(metrics.assd(mask_of(\"....\"), mask_of(\".##.\")))", prints: "None"),
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    let distances = try SurfaceDistances(
      prediction: mask.mask, target: target.mask, outline: .external)
    return distances.map { .float($0.average) } ?? Value.none
  }
}
