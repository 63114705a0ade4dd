import Datasets
import Language

/// `transforms.vertical_flip`.
struct TransformsVerticalFlip: Command {
  static let name = "transforms.vertical_flip"
  static let summary = "Exchange top and bottom."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.vertical_flip(p=1)(mask=mask_of(\"#..|...\")).mask.bounding_box)",
      prints: "(1, 0, 2, 1)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try VerticalFlip(p: p), context)
  }
}
