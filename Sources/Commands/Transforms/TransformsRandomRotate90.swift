import Datasets
import Language

/// `transforms.random_rotate90`.
struct TransformsRandomRotate90: Command {
  static let name = "transforms.random_rotate90"
  static let summary = "Turn by 0 to 3 quarters."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_rotate90(p=1)(mask=mask_of(\"#..|...|...\")).mask.area)",
      prints: "1")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try RandomRotate90(p: p), context)
  }
}
