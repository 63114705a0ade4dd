import Datasets
import Language

/// `datasets.manifest`.
struct DatasetsManifest: Command {
  static let name = "datasets.manifest"
  static let summary = "Open a list of image and mask paths, as CSV or JSON lines."
  static let discussion = """
    CSV has the columns image and mask, and may have id and initial_mask; rows with one image are several \
    objects of it. A line of JSON has the same names, and mask may be a list. Paths are relative to the \
    list's folder.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.manifest(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the file: .csv, .tsv or .jsonl") var path: InputFile
  @Option("what the samples of a mask mean") var rule: MaskRule?
  @Option("the value or colour that is background") var background: MaskValue?
  @Option("the value or colour that does not count, or none") var ignore: IgnoredValue?

  func run(_ context: CommandContext) throws -> Value {
    let choice = MaskReader.Choice(rule: rule, background: background, ignored: ignore?.values)
    return try .opened(FolderDataset.manifest(path.path, reading: choice), context)
  }
}
