import Datasets
import Language

/// `selectors.background`.
struct SelectorsBackground: Command {
  static let name = "selectors.background"
  static let summary = "Take all pixels that belong to no region."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.background())[0].target.area > 0)",
      prints: "True")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(Background()))
  }
}
