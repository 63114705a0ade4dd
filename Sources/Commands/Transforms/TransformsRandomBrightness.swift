import Datasets
import Language

/// `transforms.random_brightness`.
struct TransformsRandomBrightness: Command {
  static let name = "transforms.random_brightness"
  static let summary = "Change brightness by a random amount."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_brightness(limit=(1, 1), p=1)(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(255, 255, 255)")
  ]

  @Option("the range of brightness, as a share of 255; n is -n to n")
  var limit = LimitsParameter(0.2)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try RandomBrightnessContrast(
        brightnessLimit: limit.symmetric, contrastLimit: DrawRange(0), p: p), context)
  }
}
