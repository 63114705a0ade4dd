import Datasets
import Language

/// `transforms.square_symmetry`.
struct TransformsSquareSymmetry: Command {
  static let name = "transforms.square_symmetry"
  static let summary = "Turn by one of the eight symmetries of a square."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.square_symmetry(p=1)(mask=mask_of(\"#..|...|...\")).mask.area)",
      prints: "1")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try SquareSymmetry(p: p), context)
  }
}
