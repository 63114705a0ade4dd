import Datasets
import Language

/// `transforms.to_gray`.
struct TransformsToGray: Command {
  static let name = "transforms.to_gray"
  static let summary = "Take the colour away."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.to_gray(p=1)(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(0, 0, 0)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try ToGray(p: p), context)
  }
}
