import Datasets
import Language

/// `transforms.flip`.
struct TransformsFlip: Command {
  static let name = "transforms.flip"
  static let summary = "Exchange left and right, or top and bottom, or both."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.flip(p=1)(mask=mask_of(\"#..|...|...\")).mask.area)",
      prints: "1")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try Flip(p: p), context)
  }
}
