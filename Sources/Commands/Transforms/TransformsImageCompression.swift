import Datasets
import Language

/// `transforms.image_compression`.
struct TransformsImageCompression: Command {
  static let name = "transforms.image_compression"
  static let summary = "Write the image as JPEG of random quality and read it back."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.image_compression(quality_range=(30, 60), p=1)(mask=mask_of(\"..\")).image)",
      prints: "image(1×2)")
  ]

  @Option("the range of the quality, from 1 to 100") var qualityRange = LimitsParameter(99, 100)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try ImageCompression(qualityRange: qualityRange.exact, p: p), context)
  }
}
