import Datasets
import Language

/// `selectors.random_single`.
struct SelectorsRandomSingle: Command {
  static let name = "selectors.random_single"
  static let summary = "Choose one region, each equally likely."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.random_single())[0].target.area > 0)",
      prints: "True")
  ]

  @Flag("count the background of each layer as a region, as the seed does") var background = false

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(RandomSingle(withBackground: background)))
  }
}
