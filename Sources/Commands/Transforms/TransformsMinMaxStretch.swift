import Datasets
import Language

/// `transforms.min_max_stretch`.
struct TransformsMinMaxStretch: Command {
  static let name = "transforms.min_max_stretch"
  static let summary = "Stretch the colours to the whole range from 0 to 255."
  static let discussion = """
    One range for all three channels. An image of one value stays as it is.
    """
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.min_max_stretch()(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(0, 0, 0)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try MinMaxStretch(p: p), context)
  }
}
