public import Datasets
public import Language

extension PascalVOCDataset.Annotation: Choice {
  /// `annotation`.
  public static var typeName: String { "annotation" }
}

/// `datasets.pascal_voc`.
struct DatasetsPascalVOC: Command {
  static let name = "datasets.pascal_voc"
  static let summary = "Open Pascal VOC: objects or classes, the void band ignored."
  static let discussion = """
    JPEGImages/<id>.jpg, SegmentationObject/<id>.png or SegmentationClass/<id>.png, and the lists in \
    ImageSets/Segmentation/. Index 255 is void and ignored; a file that was converted to grey has 220 there.

    Every object is a target, as in the evaluations of SimpleClick and FocalClick.
    """
  static let topic = CommandTopic.datasets
  static let examples = [
    Example(
      "try:\n    datasets.pascal_voc(\"nowhere\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the data set's folder") var folder: InputFolder
  @Option("the list: train, val, trainval; val unless told, or all images where there are no lists")
  var split: String?
  @Option("object or class") var annotation = PascalVOCDataset.Annotation.objects

  func run(_ context: CommandContext) throws -> Value {
    try .opened(PascalVOCDataset(folder.path, split: split, annotation: annotation), context)
  }
}
