import Datasets
import Language

/// `transforms.channel_shuffle`.
struct TransformsChannelShuffle: Command {
  static let name = "transforms.channel_shuffle"
  static let summary = "Put red, green and blue in a random order."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "print(transforms.channel_shuffle(p=1)(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(0, 0, 0)")
  ]

  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try ChannelShuffle(p: p), context)
  }
}
