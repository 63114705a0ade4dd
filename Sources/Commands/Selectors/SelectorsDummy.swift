import Datasets
import Language

/// `selectors.dummy`.
struct SelectorsDummy: Command {
  static let name = "selectors.dummy"
  static let summary = "Take what is already binary: id 1 of the first layer."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.dummy())[0].target.area > 0)",
      prints: "True")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(Dummy()))
  }
}
