import Datasets
import Language

/// `selectors.leaves`.
struct SelectorsLeaves: Command {
  static let name = "selectors.leaves"
  static let summary = "Choose one region that has no parts."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.leaves())",
      prints: "selector(leaves)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByHierarchy(.leaves)))
  }
}
