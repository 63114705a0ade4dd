import Datasets
import Language

/// `selectors.children`.
struct SelectorsChildren: Command {
  static let name = "selectors.children"
  static let summary = "Choose one region that is a part of another."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.children())",
      prints: "selector(children)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByHierarchy(.children)))
  }
}
