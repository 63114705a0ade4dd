public import Datasets
public import Language

extension InitialMasks: Choice {
  /// `initial masks`.
  public static var typeName: String { "initial masks" }
}

/// `datasets.davis585`.
struct DatasetsDAVIS585: Command {
  static let name = "datasets.davis585"
  static let summary = "Open DAVIS-585: 585 objects with masks to be corrected."
  static let discussion = """
    <sequence>/<frame>.jpg, <sequence>/object<k>_<frame>.png, and the initial masks of the same name behind \
    init_sp_ or init_stm_. An evaluation starts from the initial mask: it is the model's previous mask, and \
    the robot's first click corrects it.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.davis585(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("the masks to start from: sp (superpixels), stm (a video method) or none")
  var initial = InitialMasks.superpixels

  func run(_ context: CommandContext) throws -> Value {
    try .opened(FolderDataset.davis585(folder.path, initial: initial), context)
  }
}
