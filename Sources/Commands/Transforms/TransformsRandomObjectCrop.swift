import Datasets
import Language

/// `transforms.random_object_crop`.
struct TransformsRandomObjectCrop: Command {
  static let name = "transforms.random_object_crop"
  static let summary =
    "Enlarge a picture that is too small, and leave a box that holds part of the target."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.random_object_crop(4, 4)(mask=mask_of(\"...|.#.|...\")).mask.size)",
      prints: "(4, 4)")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try RandomObjectCrop(height: height, width: width, p: p), context)
  }
}
