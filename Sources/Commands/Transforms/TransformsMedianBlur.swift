import Datasets
import Language

/// `transforms.median_blur`.
struct TransformsMedianBlur: Command {
  static let name = "transforms.median_blur"
  static let summary = "Take each channel's median over a square of random odd side."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.median_blur(blur_limit=3, p=1)(mask=mask_of(\"..\")).image)",
      prints: "image(1×2)")
  ]

  @Option("the range of the side in pixels; n is 3 to n") var blurLimit = LimitsParameter(3, 7)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try MedianBlur(blurLimit: blurLimit.from(3), p: p), context)
  }
}
