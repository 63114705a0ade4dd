import Datasets
import Language

/// `transforms.smallest_max_size`.
struct TransformsSmallestMaxSize: Command {
  static let name = "transforms.smallest_max_size"
  static let summary = "Resize so that the smallest side has a given length."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.smallest_max_size(6)(mask=mask_of(\"#..|...\")).mask.size)",
      prints: "(6, 9)")
  ]

  @Argument("the length of the smallest side, in pixels", in: 1...65_535) var maxSize: Int
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try SmallestMaxSize(
        maxSize: maxSize, interpolation: interpolation.interpolation, p: p), context)
  }
}
