import Datasets
import Language

/// `transforms.gauss_noise`.
struct TransformsGaussNoise: Command {
  static let name = "transforms.gauss_noise"
  static let summary = "Add normally distributed noise."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.gauss_noise(std_range=(0, 0), mean_range=(0.2, 0.2), p=1)\nprint(t(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(51, 51, 51)")
  ]

  @Option("the range of the deviation, as a share of 255") var stdRange = LimitsParameter(0.2, 0.44)
  @Option("the range of the mean, as a share of 255") var meanRange = LimitsParameter(0)
  @Flag("give each channel noise of its own") var perChannel = true
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try GaussNoise(
        stdRange: stdRange.exact, meanRange: meanRange.exact, perChannel: perChannel, p: p), context
    )
  }
}
