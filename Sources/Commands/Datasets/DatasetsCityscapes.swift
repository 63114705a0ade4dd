import Datasets
import Language

/// `datasets.cityscapes`.
struct DatasetsCityscapes: Command {
  static let name = "datasets.cityscapes"
  static let summary = "Open Cityscapes: street scenes, every person and vehicle an object."
  static let discussion = """
    leftImg8bit/<split>/<city>/, and instanceIds in gtFine/ or gtCoarse/; labelIds where there are none, \
    which have classes and no targets. Groups of things are crowds. The classes 0 to 3, outside of what was \
    annotated, are ignored.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.cityscapes(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("train, val or another; val where it is there, unless told") var split: String?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(CityscapesDataset(folder.path, split: split), context)
  }
}
