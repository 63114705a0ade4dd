import Basics
import Datasets
import Language

/// `datasets.coco_panoptic`.
struct DatasetsCOCOPanoptic: Command {
  static let name = "datasets.coco_panoptic"
  static let summary = "Open COCO panoptic: every pixel belongs to a thing or to stuff."
  static let discussion = """
    annotations/panoptic_<split>.json with its PNG files in a folder of the same name, and the images in \
    <split>/ or images/<split>/; or a JSON of any name with segments_info, in the folder or given itself: \
    its PNG files and images are looked for in the folders around it. A segment's number R + 256·G + 65536·B is its source_id; its id counts from \
    1 in the order of the JSON.

    It leaves a choice: only a region selector makes targets of it.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.coco_panoptic(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder, or the JSON file") var path: InputPath
  @Option("val2017, train2017 or another; the first of these that is there unless told")
  var split: String?

  @Option("the folder of the PNG files, with a JSON file") var masks: InputFolder?
  @Option("the images' folder, with a JSON file") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    if Files.kind(of: path.path) == .folder {
      return try .opened(COCOPanopticDataset(path.path, split: split), context)
    }
    return try .opened(
      COCOPanopticDataset.file(path.path, masks: masks?.path, images: images?.path), context)
  }
}
