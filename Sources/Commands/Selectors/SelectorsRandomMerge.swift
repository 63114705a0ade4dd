import Datasets
import Language

/// `selectors.random_merge`.
struct SelectorsRandomMerge: Command {
  static let name = "selectors.random_merge"
  static let summary = "Join several distinct regions, each set equally likely."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.random_merge(3).name)",
      prints: "random_merge")
  ]

  @Argument("how many regions are joined", in: 1...65_535) var n = 2
  @Flag("count the background of each layer as a region, as the seed does") var background = false

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(try RandomMerge(count: n, withBackground: background)))
  }
}
