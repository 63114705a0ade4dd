import Datasets
import Language

/// `selectors.stuff`.
struct SelectorsStuff: Command {
  static let name = "selectors.stuff"
  static let summary = "Choose one region that is a part of the scene, such as sky."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "print(selectors.stuff())",
      prints: "selector(stuff)")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByKind(.stuff)))
  }
}
