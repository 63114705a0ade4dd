public import Datasets
public import Language

extension RunOrder: Choice {
  /// `order`.
  public static var typeName: String { "order" }
}

/// `datasets.rle`.
struct DatasetsRLE: Command {
  static let name = "datasets.rle"
  static let summary = "Open a table of run lengths, as Kaggle publishes them."
  static let discussion = """
    A CSV with ImageId and EncodedPixels, id and rle, or names like these; a row is an object: pairs of a first pixel, \
    from 1, and a count. Rows without run lengths say that an image has no object. A class stands in a column of its own, or \
    behind the image's name as in Image_Label.

    They count down the columns, as is usual; along the rows in tables like Carvana's (img, rle_mask), Sartorius's \
    (annotation) and UW-Madison's (segmentation), or with --order rows.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.rle(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the table, or the folder that holds it") var path: InputPath
  @Option("the images' folder, where they are not around the annotation") var images: InputFolder?
  @Option("columns or rows: which way run lengths count") var order: RunOrder?

  func run(_ context: CommandContext) throws -> Value {
    try .opened(AnnotatedDataset.runLengths(path.path, images: images?.path, order: order), context)
  }
}
