import Datasets
import Language

/// `transforms.random_crop`.
struct TransformsRandomCrop: Command {
  static let name = "transforms.random_crop"
  static let summary = "Leave a box of a fixed size anywhere in the picture."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_crop(32, 48)(datasets.synthetic(count=1, size=\"48x64\")[0]).image)",
      prints: "image(32×48)")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try RandomCrop(height: height, width: width, p: p), context)
  }
}
