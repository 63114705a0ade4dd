import Datasets
import Language

/// `transforms.uniform_random_resize`.
struct TransformsUniformRandomResize: Command {
  static let name = "transforms.uniform_random_resize"
  static let summary = "Resize both sides by one random factor, as RITM does."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.uniform_random_resize(scale_range=(2, 2))\nprint(t(mask=mask_of(\"#..|...\")).mask.size)",
      prints: "(4, 6)")
  ]

  @Option("the range of the factor") var scaleRange = LimitsParameter(0.9, 1.1)
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try UniformRandomResize(
        scaleRange: scaleRange.exact, interpolation: interpolation.interpolation, p: p), context)
  }
}
