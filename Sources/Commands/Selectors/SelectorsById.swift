import Datasets
import Language

/// `selectors.by_id`.
struct SelectorsById: Command {
  static let name = "selectors.by_id"
  static let summary = "Take the region with a given id."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.by_id(1))[0].target.area > 0)",
      prints: "True")
  ]

  @Argument("the id, in the annotation or in its layer") var id: Int
  @Option("the layer, from 0; the first that has the id unless told") var layer: Int?

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByID(id, layer: layer)))
  }
}
