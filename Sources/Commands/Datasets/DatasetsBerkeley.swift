import Datasets
import Language

/// `datasets.berkeley`.
struct DatasetsBerkeley: Command {
  static let name = "datasets.berkeley"
  static let summary = "Open Berkeley: 100 objects on 96 images."
  static let discussion = """
    images/ and masks/, as RITM packs them. 128 is ignored, what is above is object, what is below \
    background.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.berkeley(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.berkeley(folder.path), context)
  }
}
