import Datasets
import Language

/// `transforms.longest_max_size`.
struct TransformsLongestMaxSize: Command {
  static let name = "transforms.longest_max_size"
  static let summary = "Resize so that the longest side has a given length."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.longest_max_size(6)(mask=mask_of(\"#..|...\")).mask.size)",
      prints: "(4, 6)")
  ]

  @Argument("the length of the longest side, in pixels", in: 1...65_535) var maxSize: Int
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try LongestMaxSize(
        maxSize: maxSize, interpolation: interpolation.interpolation, p: p), context)
  }
}
