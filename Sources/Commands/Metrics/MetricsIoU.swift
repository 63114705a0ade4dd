import Engine
import Imaging
import Language

/// `metrics.iou`.
struct MetricsIoU: Command {
  static let name = "metrics.iou"
  static let summary = "Measure intersection over union of a mask and its target."
  static let discussion = """
    Pixels that either mask ignores do not count. Two empty masks agree: their IoU is 1.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "t = datasets.synthetic(count=1, size=\"48x64\")[0].target\nprint(metrics.iou(t, t), metrics.iou(~t, t))",
      prints: "1.0 0.0")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter

  func run(_ context: CommandContext) throws -> Value {
    .float(try Confusion(prediction: mask.mask, target: target.mask).iou)
  }
}
