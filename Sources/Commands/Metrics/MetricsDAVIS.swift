import Engine
import Imaging
import Language

/// `metrics.davis`.
struct MetricsDAVIS: Command {
  static let name = "metrics.davis"
  static let summary = "Measure DAVIS's J, F and J&F."
  static let discussion = """
    J is the IoU. F is the harmonic mean of the shares of each outline that lie within \
    ⌈0.008 · diagonal⌉ pixels of the other's (Perazzi et al. 2016): 1 where neither mask has an \
    outline, 0 where exactly one has. What either mask ignores is cut out of both.
    """
  static let topic = CommandTopic.metrics
  static let examples = [
    Example(
      "print(metrics.davis(mask_of(\"....|.##.|....\"), mask_of(\"....|.##.|....\")).jf)",
      prints: "1.0")
  ]

  @Argument("the predicted mask") var mask: MaskParameter
  @Argument("the target mask") var target: MaskParameter
  @Option("how near is near, as a share of the diagonal", in: 0...1) var share = ContourAccuracy
    .usualShare

  func run(_ context: CommandContext) throws -> Value {
    let j = try Confusion(prediction: mask.mask, target: target.mask).iou
    let f = try ContourAccuracy(prediction: mask.mask, target: target.mask, share: share).f
    return .record([("j", .float(j)), ("f", .float(f)), ("jf", .float((j + f) / 2))])
  }
}
