import Engine
import Imaging
import Language

/// `metrics.boundary_iou`.
struct MetricsBoundaryIoU: Command {
  static let name = "metrics.boundary_iou"
  static let summary = "Measure Boundary IoU: intersection over union near the outlines."
  static let discussion = """
    Of each mask the pixels within d of its outline count, d = max(1, round(share · diagonal)); the \
    picture's border bounds a mask (Cheng et al. 2021). What either mask ignores is cut out of both. \
    Two empty masks give 1.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.boundary_iou(mask_of(\"###.\"), mask_of(\".##.\")))",
      prints: "0.6666666666666666")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter
  @Option("the band's width as a share of the diagonal", in: 0...1) var share = BoundaryIoU
    .usualShare

  func run(_ context: CommandContext) throws -> Value {
    .float(try BoundaryIoU.value(prediction: mask.mask, target: target.mask, share: share))
  }
}
