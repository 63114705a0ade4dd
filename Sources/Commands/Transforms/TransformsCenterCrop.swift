import Datasets
import Language

/// `transforms.center_crop`.
struct TransformsCenterCrop: Command {
  static let name = "transforms.center_crop"
  static let summary = "Leave the middle."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.center_crop(1, 1)(mask=mask_of(\"...|.#.|...\")).mask)",
      prints: "mask(1×1, area=1)")
  ]

  @Argument("the height in pixels", in: 1...65_535) var height: Int
  @Argument("the width in pixels", in: 1...65_535) var width: Int
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try CenterCrop(height: height, width: width, p: p), context)
  }
}
