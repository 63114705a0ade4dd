import Datasets
import Language

/// `datasets.grabcut`.
struct DatasetsGrabCut: Command {
  static let name = "datasets.grabcut"
  static let summary = "Open GrabCut: 50 images, the border band of each mask ignored."
  static let discussion = """
    data_GT/*.jpg and boundary_GT/*.bmp or .png of the same name. 128 is ignored, what is above is \
    object, what is below background.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.grabcut(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.grabCut(folder.path), context)
  }
}
