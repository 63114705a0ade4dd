import Datasets
import Language

/// `datasets.labelme`.
struct DatasetsLabelme: Command {
  static let name = "datasets.labelme"
  static let summary = "Open pictures annotated with labelme: one JSON a picture."
  static let discussion = """
    Polygons, rectangles, circles and masks are regions; shapes of one label and group_id are one object, and pixels \
    labelled __ignore__ do not count. Points and lines are left out, and inspect counts them.

    The picture is the one that imagePath names, or the one of the JSON's name, beside the JSON or in a folder around \
    it; else the one in imageData.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.labelme(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder of the JSON files, or one of them") var path: InputPath
  @Option("the images' folder, where they are not around the annotation") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.labelme(path.path, images: images?.path), context)
  }
}
