import Datasets
import Language

/// `transforms.crop_non_empty_mask_if_exists`.
struct TransformsCropNonEmptyMaskIfExists: Command {
  static let name = "transforms.crop_non_empty_mask_if_exists"
  static let summary =
    "Leave a box of a fixed size that holds part of the target, where there is one."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.crop_non_empty_mask_if_exists(1, 1)\nprint(t(mask=mask_of(\"...|.#.|...\")).mask)",
      prints: "mask(1×1, area=1)")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try CropNonEmptyMaskIfExists(height: height, width: width, p: p), context)
  }
}
