import Datasets
import Language

/// `datasets.folder`.
struct DatasetsFolder: Command {
  static let name = "datasets.folder"
  static let summary = "Open images and masks in folders of any names."
  static let discussion = """
    Without options the folder is opened as the layout that it has, as open does.

    With --images and --masks it is a plain pair of folders. The mask of images/cat.jpg is masks/cat.png \
    with any ending, or masks/cat_1.png, masks/cat_2.png and so on, or the pictures in masks/cat/, one an \
    object. --suffix _mask looks for cat_mask.png; where no mask is named as its image but all are by one rule, it is \
    taken and said. Images in subfolders have their masks in subfolders of the same names. --split takes one part of \
    a folder that is divided into train, val and the like; all are joined unless told.

    What the masks mean is told by their values, colours, palettes and what the files have in common, and \
    the layout says it; where two readings are possible, that is an error that names them. --rule, \
    --background and --ignore say it instead.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.folder(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder") var folder: InputFolder
  @Option("the images' folder in it, or a path from the root on") var images: String?
  @Option("the masks' folder in it") var masks: String?
  @Option("what the samples of a mask mean") var rule: MaskRule?
  @Option("the value or colour that is background") var background: MaskValue?
  @Option("the value or colour that does not count, or none") var ignore: IgnoredValue?
  @Option("what stands behind an image's name in its mask's") var suffix = ""
  @Option("the part to take, such as train; all unless told") var split: String?
  @Option("the name that results are reported under; the folder's unless told") var name: String?

  func run(_ context: CommandContext) throws -> Value {
    let choice = MaskReader.Choice(rule: rule, background: background, ignored: ignore?.values)
    let isPlain =
      images == nil && masks == nil && suffix.isEmpty && name == nil && split == nil
      && choice == MaskReader.Choice()
    if isPlain {
      return try .opened(DatasetFolder.open(folder.path), context)
    }
    return try .opened(
      FolderDataset.plain(
        folder.path, name: name, images: images.map(expandingHome),
        masks: masks.map(expandingHome), reading: choice, suffix: suffix, split: split), context)
  }
}
