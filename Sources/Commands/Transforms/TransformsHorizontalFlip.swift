import Datasets
import Language

/// `transforms.horizontal_flip`.
struct TransformsHorizontalFlip: Command {
  static let name = "transforms.horizontal_flip"
  static let summary = "Exchange left and right."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.horizontal_flip(p=1)(mask=mask_of(\"#..|...\")).mask.bounding_box)",
      prints: "(0, 2, 1, 3)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try HorizontalFlip(p: p), context)
  }
}
