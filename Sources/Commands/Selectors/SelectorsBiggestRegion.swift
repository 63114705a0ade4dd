import Datasets
import Language

/// `selectors.biggest_region`.
struct SelectorsBiggestRegion: Command {
  static let name = "selectors.biggest_region"
  static let summary = "Take the region with the most pixels."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.biggest_region())[0].target.area > 0)",
      prints: "True")
  ]

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(BiggestRegion()))
  }
}
