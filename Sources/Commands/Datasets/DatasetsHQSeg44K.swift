import Datasets
import Language

/// `datasets.hqseg44k`.
struct DatasetsHQSeg44K: Command {
  static let name = "datasets.hqseg44k"
  static let summary = "Open HQSeg-44K: fine masks from eleven collections."
  static let discussion = """
    DIS5K/, thin_object_detection/ and cascade_psp/, as SAM-HQ distributes them; those that are not there \
    are left out. val has 1,537 images of four collections, train 44,320 of seven. Above 128 is object.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.hqseg44k(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("val or train") var split = "val"

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.hqSeg44K(folder.path, split: split), context)
  }
}
