import Datasets
import Language

/// `transforms.gaussian_blur`.
struct TransformsGaussianBlur: Command {
  static let name = "transforms.gaussian_blur"
  static let summary = "Blur by a Gaussian of random deviation."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.gaussian_blur(sigma_limit=(1, 2), p=1)(mask=mask_of(\"..\")).image)",
      prints: "image(1×2)")
  ]

  @Option("the range of the kernel's side; 0 lets it follow from sigma")
  var blurLimit = LimitsParameter(0)
  @Option("the range of the deviation, in pixels; n is 0 to n")
  var sigmaLimit = LimitsParameter(0.5, 3)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try GaussianBlur(blurLimit: blurLimit.from(0), sigmaLimit: sigmaLimit.from(0), p: p), context)
  }
}
