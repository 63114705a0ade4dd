import Datasets
import Language

/// `datasets.davis`.
struct DatasetsDAVIS: Command {
  static let name = "datasets.davis"
  static let summary = "Open DAVIS: RITM's 345 frames, or the trees of 2016 and 2017."
  static let discussion = """
    With img/ and gt/ these are the frames that RITM evaluates, all objects of a frame as one: any \
    channel above 0 is object.

    Otherwise JPEGImages/480p/<sequence>/, Annotations/480p/<sequence>/ and the lists in ImageSets/. \
    Masks of 2016 are one object; the indices of 2017 are objects, unless --unite.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.davis(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("the list of sequences: train, val") var split = "val"
  @Option("2016 or 2017; whichever the folder has, 2017 first", in: 2016...2017) var year: Int?
  @Option("the folder of the resolution") var resolution = "480p"
  @Option("take each n-th frame of a sequence", in: 1...10_000) var every = 1
  @Option("whether all objects of a frame are one; as the year has it unless told") var unite: Bool?

  func run(_ context: CommandContext) throws -> Value {
    if FolderDataset.isDAVISFrames(folder.path) {
      return try .opened(FolderDataset.davisFrames(folder.path), context)
    }
    var options = DAVISOptions()
    options.split = split
    options.year = year
    options.resolution = resolution
    options.every = every
    options.unitesObjects = unite
    return try .opened(FolderDataset.davis(folder.path, options: options), context)
  }
}
