import Engine
import Imaging
import Language

/// `metrics.recall`.
struct MetricsRecall: Command {
  static let name = "metrics.recall"
  static let summary = "Measure the share of the object that is found."
  static let discussion = """
    TP / (TP + FN). Where the target is empty it is 1 if nothing is claimed, and 0 if something is.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.recall(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "1.0")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).recall)
  }
}
