import Datasets
import Language

/// `datasets.via`.
struct DatasetsVIA: Command {
  static let name = "datasets.via"
  static let summary = "Open the regions of the VGG Image Annotator, VIA 1 or 2."
  static let discussion = """
    Its JSON, its CSV or a project. Polygons, rectangles, circles and ellipses are regions; points and lines are left \
    out, and inspect counts them. The class is the first attribute of a region that is a word.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.via(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the file, or the folder that holds it") var path: InputPath
  @Option("the images' folder, where they are not around the annotation") var images: InputFolder?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.via(path.path, images: images?.path), context)
  }
}
