import Basics
import Datasets
import Language

/// `datasets.coco_lvis`.
struct DatasetsCOCOLVIS: Command {
  static let name = "datasets.coco_lvis"
  static let summary = "Open COCO+LVIS: the joined masks, with what is part of what."
  static let discussion = """
    Either RITM's files (<split>/hannotation.pickle, <split>/masks/*.pickle, <split>/images/), which are \
    read as data and never executed, or what prepare writes (<split>/hierarchy.jsonl, <split>/masks/).

    Images that are not there are left out. Every instance is a target; stuff is kept on demand.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.coco_lvis(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("train or val") var split = "train"
  @Flag("keep stuff as regions") var stuff = false

  func run(_ context: CommandContext) throws -> Value {
    if Files.kind(of: "\(folder.path)/\(split)/hierarchy.jsonl") == .file {
      return try .opened(PreparedDataset(folder.path, split: split, withStuff: stuff), context)
    }
    return try .opened(COCOLVISDataset(folder.path, split: split, withStuff: stuff), context)
  }
}
