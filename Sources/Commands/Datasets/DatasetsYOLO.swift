import Datasets
import Language

/// `datasets.yolo`.
struct DatasetsYOLO: Command {
  static let name = "datasets.yolo"
  static let summary = "Open labels of YOLO's segmentation: a text file a picture."
  static let discussion = """
    images/ and labels/, or parts of these as images/val/ or val/images/; a line is an object, its class and the \
    corners of its polygon as shares of the picture's sides. data.yaml names the classes.

    Lines that are boxes are left out, and inspect counts them; labels that are nothing but boxes are an error.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.yolo(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder, or its data.yaml") var path: InputPath
  @Option("val, train or another; the first of val, valid, test, train that is there unless told")
  var split: String?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.yolo(path.path, split: split), context)
  }
}
