import Datasets
import Language

/// `datasets.open_images`.
struct DatasetsOpenImages: Command {
  static let name = "datasets.open_images"
  static let summary = "Open OpenImages' segmentations: one mask file an object."
  static let discussion = """
    <split>/images/<ImageID>.jpg, <split>/masks/<MaskPath>, and \
    <split>-annotations-object-segmentation.csv in the folder or in <split>/. Where image and mask differ in \
    size, the smaller size is taken for both, as in RITM.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.open_images(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("validation, test or train") var split = "validation"

  func run(_ context: CommandContext) throws -> Value {
    try .opened(OpenImagesDataset(folder.path, split: split), context)
  }
}
