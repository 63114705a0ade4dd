import Datasets
import Language

/// `datasets.supervisely`.
struct DatasetsSupervisely: Command {
  static let name = "datasets.supervisely"
  static let summary = "Open a data set or a project of Supervisely's."
  static let discussion = """
    img/ and ann/, or folders that hold these. Polygons with holes, rectangles and bitmaps are regions; points, lines \
    and cuboids are left out, and inspect counts them.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.supervisely(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's or the project's folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.supervisely(folder.path), context)
  }
}
