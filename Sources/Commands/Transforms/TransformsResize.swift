import Datasets
import Language

/// `transforms.resize`.
struct TransformsResize: Command {
  static let name = "transforms.resize"
  static let summary = "Resize to a size."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "image, mask = transforms.resize(2, 6)(mask=mask_of(\"#..|...\"))\nprint(image, mask.area)",
      prints: "image(2×6) 2")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try Resize(
        height: height, width: width, interpolation: interpolation.interpolation, p: p), context)
  }
}
