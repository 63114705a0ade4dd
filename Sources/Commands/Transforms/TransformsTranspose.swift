import Datasets
import Language

/// `transforms.transpose`.
struct TransformsTranspose: Command {
  static let name = "transforms.transpose"
  static let summary = "Exchange rows and columns."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.transpose(p=1)(mask=mask_of(\"#..|...\")).mask.bounding_box)",
      prints: "(0, 0, 1, 1)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try Transpose(p: p), context)
  }
}
