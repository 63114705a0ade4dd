import Datasets
import Language

/// `datasets.dsb2018`.
struct DatasetsDSB2018: Command {
  static let name = "datasets.dsb2018"
  static let summary = "Open the nuclei of the 2018 Data Science Bowl: every nucleus a target."
  static let discussion = """
    stage1_train/ as it was published, <id>/images/ and one mask a nucleus in <id>/masks/; or images/ and \
    labels/ with a map of ids an image.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.dsb2018(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.dsb2018(folder.path), context)
  }
}
