import Datasets
import Language

/// `selectors.by_area`.
struct SelectorsByArea: Command {
  static let name = "selectors.by_area"
  static let summary = "Choose one region whose area lies in a range, each equally likely."
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.by_area(min=10))[0].target.area > 0)",
      prints: "True")
  ]

  @Option("the least area, in pixels", in: 0...) var min = 1
  @Option("the greatest area, in pixels; none unless told") var max: Int?

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(ByArea(min...Swift.max(min, max ?? .max))))
  }
}
