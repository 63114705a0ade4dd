import Engine
import Imaging
import Language

/// `metrics.dice`.
struct MetricsDice: Command {
  static let name = "metrics.dice"
  static let summary = "Measure the Dice coefficient."
  static let discussion = """
    2 TP / (2 TP + FP + FN): F with beta 1. Two empty masks give 1.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.dice(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "0.8")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).dice)
  }
}
