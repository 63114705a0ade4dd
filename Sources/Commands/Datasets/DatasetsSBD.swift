public import Datasets
public import Language

extension SBDDataset.Annotation: Choice {
  /// `annotation`.
  public static var typeName: String { "annotation" }
}

/// `datasets.sbd`.
struct DatasetsSBD: Command {
  static let name = "datasets.sbd"
  static let summary = "Open SBD: every instance a region; val has 6,671 on 2,857 images."
  static let discussion = """
    img/<id>.jpg, inst/<id>.mat or cls/<id>.mat, and the lists train.txt and val.txt.

    RITM trains without instances that fill less than 8 % of their bounding box, which are annotation \
    slips: so does the split train here, unless --min-fill says otherwise.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.sbd(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("the list: train or val") var split = "val"
  @Option("instances or classes") var annotation = SBDDataset.Annotation.instances
  @Option("drop instances of which less than this share of their bounding box is object")
  var minFill: Fraction?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(
      SBDDataset(
        folder.path, split: split, annotation: annotation, minimumFill: minFill?.value), context)
  }
}
