import Datasets
import Language

/// `selectors.random_class`.
struct SelectorsRandomClass: Command {
  static let name = "selectors.random_class"
  static let summary = "Choose all regions of one class, each class equally likely."
  static let discussion = """
    A region whose class the data set does not state is a class of its own id, so that a map of \
    classes needs no facts.
    """
  static let topic = CommandTopic.selectors
  static let examples = [
    Example(
      "data = datasets.synthetic(count=1, size=\"48x64\")\nprint(regions(data, selector=selectors.random_class())[0].target.area > 0)",
      prints: "True")
  ]

  @Argument("the classes to choose from, by name or number; all unless told")
  var classes: [String] = []

  func run(_ context: CommandContext) throws -> Value {
    .object(SelectorObject(RandomClass(classes: classes)))
  }
}
