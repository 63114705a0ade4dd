import Datasets
import Language

/// `transforms.rotate`.
struct TransformsRotate: Command {
  static let name = "transforms.rotate"
  static let summary = "Turn about the centre."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.rotate(limit=(180, 180), p=1)\nprint(t(mask=mask_of(\"#..|...|...\")).mask.bounding_box)",
      prints: "(2, 2, 3, 3)")
  ]

  @Option("the range of angles in degrees, counterclockwise; n is -n to n")
  var limit = LimitsParameter(90)
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("what comes into view, by name or OpenCV's number")
  var borderMode = BorderParameter.constant
  @Option("the colour that comes into view under constant") var fill = ColorParameter.black
  @Option("what masks get there: 0 background, 1 object, 255 ignored", in: 0...255) var fillMask = 0
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try Rotate(
        limit: limit.symmetric, interpolation: interpolation.interpolation,
        border: borderMode.border(fill: fill, mask: fillMask), p: p), context)
  }
}
