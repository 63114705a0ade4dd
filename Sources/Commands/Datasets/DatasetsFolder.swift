public import Datasets
public import Language

extension MaskRule: Choice {
  /// `mask rule`.
  public static var typeName: String { "mask rule" }
}

/// `datasets.folder`.
struct DatasetsFolder: Command {
  static let name = "datasets.folder"
  static let summary = "Open images and masks in folders of any names."
  static let discussion = """
    Without options the folder is opened as the layout that it has, as open does.

    With --images and --masks it is a plain pair of folders. The mask of images/cat.jpg is masks/cat.png \
    with any ending, or masks/cat_1.png, masks/cat_2.png and so on, or the pictures in masks/cat/, one an \
    object. --suffix _mask looks for cat_mask.png.

    --rule says what the samples of a mask mean: boundary128 (128 is ignored, what is above is object), \
    above128, above_zero, labels (each value is a region), colors (each colour is one), voc. Unless told, \
    small values 0, 1, 2 … are labels and anything else is boundary128.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.folder(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder") var folder: InputFolder
  @Option("the images' folder in it") var images: String?
  @Option("the masks' folder in it") var masks: String?
  @Option("what the samples of a mask mean") var rule: MaskRule?
  @Option("what stands behind an image's name in its mask's") var suffix = ""
  @Option("the name that results are reported under; the folder's unless told") var name: String?

  func run(_ context: CommandContext) throws -> Value {
    if images == nil, masks == nil, rule == nil, suffix.isEmpty, name == nil {
      return try .opened(DatasetFolder.open(folder.path))
    }
    return try .opened(
      FolderDataset.plain(
        folder.path, name: name, images: images, masks: masks, rule: rule, suffix: suffix))
  }
}
