import Datasets
import Language

/// `transforms.random_scale`.
struct TransformsRandomScale: Command {
  static let name = "transforms.random_scale"
  static let summary = "Resize both sides by a random factor of about 1."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.random_scale(scale_limit=(1, 1), p=1)\nprint(t(mask=mask_of(\"#..|...\")).mask.size)",
      prints: "(4, 6)")
  ]

  @Option("the range of the factor less 1; n is -n to n") var scaleLimit = LimitsParameter(0.1)
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try RandomScale(
        scaleLimit: scaleLimit.symmetric, interpolation: interpolation.interpolation, p: p), context
    )
  }
}
