import Datasets
import Language

/// `transforms.zoom_in`.
struct TransformsZoomIn: Command {
  static let name = "transforms.zoom_in"
  static let summary = "Crop to the target with a random margin and resize, as RITM does."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.zoom_in(4, 4, min_crop_size=1, min_area=0, bbox_jitter=0, expansion_ratio=1, p=1)\nprint(t(mask=mask_of(\"....|.##.|.##.|....\")).mask)",
      prints: "mask(4×4, area=4)")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("by how much of the box each of its sides may move", in: 0...1) var bboxJitter = 0.1
  @Option("by how much the box is enlarged; n is exactly n")
  var expansionRatio = LimitsParameter(1.4)
  @Option("the shortest side of the box, in pixels", in: 1...65_535) var minCropSize = 200
  @Option("the area up to which a target is too small", in: 0...) var minArea = 100
  @Flag("resize pictures without a target too") var alwaysResize = false
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try ZoomIn(
        height: height, width: width, bboxJitter: bboxJitter, expansionRatio: expansionRatio.exact,
        minCropSize: minCropSize, minArea: minArea, alwaysResize: alwaysResize, p: p), context)
  }
}
