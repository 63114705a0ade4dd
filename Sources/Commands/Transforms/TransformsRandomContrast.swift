import Datasets
import Language

/// `transforms.random_contrast`.
struct TransformsRandomContrast: Command {
  static let name = "transforms.random_contrast"
  static let summary = "Change contrast by a random factor."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_contrast(p=1)(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(0, 0, 0)")
  ]

  @Option("the range of the factor less 1; n is -n to n") var limit = LimitsParameter(0.2)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try RandomBrightnessContrast(
        brightnessLimit: DrawRange(0), contrastLimit: limit.symmetric, p: p), context)
  }
}
