import Datasets
import Language

/// `selectors.parents`.
struct SelectorsParents: Command {
  static let name = "selectors.parents"
  static let summary = "Choose one region that has parts."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.parents())",
      prints: "selector(parents)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByHierarchy(.parents)))
  }
}
