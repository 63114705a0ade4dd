import Datasets
import Language

/// `transforms.one_of`.
struct TransformsOneOf: Command {
  static let name = "transforms.one_of"
  static let summary = "Do one of several transforms, drawn by their p as weights."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.one_of([transforms.horizontal_flip(), transforms.vertical_flip()], p=1)\nprint(t.steps)",
      prints: "[transform(horizontal_flip), transform(vertical_flip)]")
  ]

  @Argument("what is chosen from: transforms, names, or functions")
  var transforms: [TransformParameter]
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try OneOf(transforms.map(\.transform), p: p), context)
  }
}
