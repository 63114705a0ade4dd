import Datasets
import Language

/// `datasets.lvis`.
struct DatasetsLVIS: Command {
  static let name = "datasets.lvis"
  static let summary = "Open LVIS: COCO's images with objects of 1,203 classes."
  static let discussion = """
    lvis_v1_<split>.json, and COCO's images in train2017/ and val2017/; or RITM's \
    <split>/lvis_<split>.json with <split>/images/. RITM trains with --max-overlap 0.5: objects that lie mostly on those \
    before them are left out.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.lvis(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("val or train; the first that is there unless told") var split: String?
  @Option("the largest share of an object's pixels that objects before it may have", in: 0...1)
  var maxOverlap = 1.0

  func run(_ context: CommandContext) throws -> Value {
    try .opened(COCODataset.lvis(folder.path, split: split, maxOverlap: maxOverlap), context)
  }
}
