import Datasets
import Language

/// `datasets.cvat`.
struct DatasetsCVAT: Command {
  static let name = "datasets.cvat"
  static let summary = "Open the XML of CVAT for images 1.1."
  static let discussion = """
    Polygons, boxes, ellipses and masks are regions; shapes of one label and group_id are one object. Points, lines, \
    cuboids and skeletons are left out, and inspect counts them. Pictures are looked for around the file by their names.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.cvat(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the XML file, or the folder that holds it") var path: InputPath
  @Option("the images' folder, where they are not around the annotation") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.cvat(path.path, images: images?.path), context)
  }
}
