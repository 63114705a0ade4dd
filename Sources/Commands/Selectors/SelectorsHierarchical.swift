import Datasets
import Language

/// `selectors.hierarchical`.
struct SelectorsHierarchical: Command {
  static let name = "selectors.hierarchical"
  static let summary = "Choose a whole or one of its parts, and remove some parts, as RITM trains."
  static let discussion = """
    Removed parts, and the whole without the part that was chosen, become the sample's negatives; \
    positives leave out parts of less than a tenth of the region.
    """
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.hierarchical())[0].target.area > 0)",
      prints: "True")
  ]

  @Option("the probability of each step from a whole to a part", in: 0...1) var descend = 0.5
  @Option("the most parts that are removed", in: 0...1000) var mostRemoved = 3

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(Hierarchical(descend: descend, mostRemoved: mostRemoved)))
  }
}
