import Datasets
import Language

/// `selectors.roots`.
struct SelectorsRoots: Command {
  static let name = "selectors.roots"
  static let summary = "Choose one region that is no part of another."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.roots())",
      prints: "selector(roots)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByHierarchy(.roots)))
  }
}
