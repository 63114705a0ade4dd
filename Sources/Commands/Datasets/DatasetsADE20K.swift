import Datasets
import Language

/// `datasets.ade20k`.
struct DatasetsADE20K: Command {
  static let name = "datasets.ade20k"
  static let summary = "Open ADE20K, whole or as the scene parsing challenge has it."
  static let discussion = """
    Whole: images/<split>/ with folders of any depth, <name>.jpg beside <name>_seg.png; each object is a \
    region, its parts lie on further layers with --parts. Scene parsing: images/<split>/ and \
    annotations/<split>/; each class is a region, 0 is ignored.

    It leaves a choice: only a region selector makes targets of it.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.ade20k(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("validation or training") var split = "validation"
  @Flag("add the layers of parts") var parts = false

  func run(_ context: CommandContext) throws -> Value {
    try .opened(ADE20KDataset(folder.path, split: split, parts: parts), context)
  }
}
