import Datasets
import Language

/// `datasets.coco_mval`.
struct DatasetsCOCOMVal: Command {
  static let name = "datasets.coco_mval"
  static let summary = "Open COCO_MVal: 800 objects of COCO, ten of each class."
  static let discussion = """
    img/ and gt/, as FocalClick packs them. Object where the first channel exceeds 128.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.coco_mval(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.cocoMVal(folder.path), context)
  }
}
