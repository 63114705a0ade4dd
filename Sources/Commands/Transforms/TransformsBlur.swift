import Datasets
import Language

/// `transforms.blur`.
struct TransformsBlur: Command {
  static let name = "transforms.blur"
  static let summary = "Take the mean over a square of random odd side."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.blur(blur_limit=3, p=1)(mask=mask_of(\"..\")).image)",
      prints: "image(1×2)")
  ]

  @Option("the range of the side in pixels; n is 3 to n") var blurLimit = LimitsParameter(3, 7)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try Blur(blurLimit: blurLimit.from(3), p: p), context)
  }
}
