import Datasets
import Imaging
import Language

/// `datasets.folder`.
struct DatasetsFolder: Command {
  static let name = "datasets.folder"
  static let summary = "Open a folder as the data set whose layout it has."
  static let discussion = """
    Recognised are GrabCut's layout (data_GT/ and boundary_GT/) and the field's plain folder \
    (images/ and masks/). The mask of images/cat.jpg is masks/cat.png with any ending, or \
    masks/cat_1.png, masks/cat_2.png and so on for several objects.

    Of a mask file 128 is ignored, what is above is object, what is below background. Masks of 0 and \
    1, and indexed masks (255 is void), are read as they are meant.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.folder(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the folder") var folder: InputFolder

  func run(_ context: CommandContext) throws -> Value {
    .object(DatasetObject(try DatasetFolder.open(folder.path)))
  }
}
