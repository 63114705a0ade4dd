import Basics
import Datasets
import Language

/// `datasets.bsds500`.
struct DatasetsBSDS500: Command {
  static let name = "datasets.bsds500"
  static let summary = "Open BSDS500: images that several people divided into regions."
  static let discussion = """
    images/<split>/ with groundTruth/<split>/*.mat, or with labels/<split>/<id>_<person>.png. Each person's \
    regions are a layer: 2,696 segmentations of 500 images.

    It leaves a choice: only a region selector makes targets of it.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.bsds500(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("train, val or test; all three unless told") var split: String?
  @Option("a file of ids to leave out, one a line") var exclude: InputFile?

  func run(_ context: CommandContext) throws -> Value {
    let list = try exclude.map { try Files.read($0.path, limit: 1 << 28) } ?? []
    let excluded = String(decoding: list, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return try .opened(
      BSDSDataset(folder.path, split: split, excluding: Set(excluded.map(String.init))), context)
  }
}
