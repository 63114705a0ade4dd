import Datasets
import Language

/// `transforms.random_brightness_contrast`.
struct TransformsRandomBrightnessContrast: Command {
  static let name = "transforms.random_brightness_contrast"
  static let summary = "Change brightness and contrast by random amounts."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.random_brightness_contrast(brightness_limit=(0.2, 0.2), contrast_limit=0, p=1)\nprint(t(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(51, 51, 51)")
  ]

  @Option("the range of brightness, as a share of 255; n is -n to n")
  var brightnessLimit = LimitsParameter(0.2)
  @Option("the range of contrast, less 1; n is -n to n") var contrastLimit = LimitsParameter(0.2)
  @Flag("take brightness of 255, not of the image's mean") var brightnessByMax = true
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try RandomBrightnessContrast(
        brightnessLimit: brightnessLimit.symmetric, contrastLimit: contrastLimit.symmetric,
        brightnessByMax: brightnessByMax, p: p), context)
  }
}
