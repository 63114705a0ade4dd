import Engine
import Imaging
import Language

/// `metrics.accuracy`.
struct MetricsAccuracy: Command {
  static let name = "metrics.accuracy"
  static let summary = "Measure the share of pixels that are called what they are."
  static let discussion = """
    (TP + TN) / all. Pixels that either mask ignores do not count; where none counts it is 1.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.accuracy(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "0.75")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).accuracy)
  }
}
