import Datasets
import Language

/// `datasets.sa1b`.
struct DatasetsSA1B: Command {
  static let name = "datasets.sa1b"
  static let summary = "Open SA-1B: pictures with a JSON of masks beside each."
  static let discussion = """
    sa_1.jpg and sa_1.json, whose annotations are masks as COCO's run lengths; what else generates masks in this form \
    is read alike. Masks have no classes.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.sa1b(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder, or one of its JSON files") var path: InputPath
  @Option("the images' folder, where they are not around the annotation") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.segmentAnything(path.path, images: images?.path), context)
  }
}
