import Basics
import Datasets
import Language

/// `datasets.coco`.
struct DatasetsCOCO: Command {
  static let name = "datasets.coco"
  static let summary = "Open COCO's instances, or any annotation in the same JSON."
  static let discussion = """
    annotations/instances_<split>.json, and the images in <split>/ or images/<split>/; or the JSON file \
    itself, with --images where they are not beside it. Polygons and run lengths are drawn as pycocotools \
    draws them.

    Objects that overlap lie on several layers. Crowds are regions but no targets.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.coco(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder, or the JSON file") var path: InputPath
  @Option("val2017, train2017 or another; the first of these that is there unless told")
  var split: String?
  @Option("the images' folder") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    if Files.kind(of: path.path) == .folder {
      return try .opened(COCODataset.coco(path.path, split: split, images: images?.path), context)
    }
    if let images {
      return try .opened(COCODataset.file(path.path, images: [images.path]), context)
    }
    return try .opened(DatasetFolder.open(path.path), context)
  }
}
