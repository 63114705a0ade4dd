import Engine
import Imaging
import Language

/// `metrics.precision`.
struct MetricsPrecision: Command {
  static let name = "metrics.precision"
  static let summary = "Measure the share of the claimed pixels that are object."
  static let discussion = """
    TP / (TP + FP). Where nothing is claimed it is 1 if the target is empty, too, and 0 if not.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.precision(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "0.6666666666666666")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).precision)
  }
}
