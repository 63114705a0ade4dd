import Engine
import Imaging
import Language

/// `metrics.f`.
struct MetricsF: Command {
  static let name = "metrics.f"
  static let summary = "Measure the F score: the weighted harmonic mean of precision and recall."
  static let discussion = """
    (1 + β²) TP / ((1 + β²) TP + β² FN + FP); beta above 1 favours recall. Two empty masks give 1.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.f(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "0.8")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter
  @Option("the weight of recall", in: 0...1000) var beta = 1.0

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).fScore(beta: beta))
  }
}
