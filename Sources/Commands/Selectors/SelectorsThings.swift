import Datasets
import Language

/// `selectors.things`.
struct SelectorsThings: Command {
  static let name = "selectors.things"
  static let summary = "Choose one region that is a countable object."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.things())",
      prints: "selector(things)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByKind(.thing)))
  }
}
