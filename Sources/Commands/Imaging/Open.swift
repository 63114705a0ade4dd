import Basics
import Datasets
import Imaging
import Language

/// `open`: whatever the path holds.
struct Open: Command {
  static let name = "open"
  static let summary =
    "Open whatever a path holds: an image, a mask, a data set, a network or its weights."
  static let discussion = """
    A folder becomes the data set whose layout it has, as does a list of samples (.csv, .jsonl) or an annotation \
    (COCO's .json, CVAT's .xml, YOLO's data.yaml and others); its layout says what was found. A picture becomes an \
    image, with --mask a mask: its values, colours or transparency tell which pixels are object, as the manual's page \
    on masks says; --rule, --background and --ignore say it instead, also for a folder, and --object which region of \
    a label map is wanted. Pictures of more than 8 bits are shown from 0 to the least 2ⁿ − 1 above their largest \
    sample, unless --window says otherwise; a picture that is to be turned (EXIF) is read as stored and named, unless \
    --upright. A file of weights (.safetensors, .pth, \
    .pt, .npz, told by content) says what it holds and which network fits, and gives its arrays as tensors \
    by their names; one array of NumPy's (.npy) is a tensor; an ONNX file becomes a model if its only input \
    is the image (models.onnx opens any other).
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example(
      "try:\n    open(\"nowhere.png\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the file or folder") var path: InputPath
  @Flag("read a picture as a mask") var mask = false
  @Option("what the samples of a mask mean") var rule: MaskRule?
  @Option("the value or colour of a mask that is background") var background: MaskValue?
  @Option("the value or colour of a mask that does not count, or none") var ignore: IgnoredValue?
  @Option("the value or colour of the region that is wanted") var object: MaskValue?
  @Flag("turn pictures as their EXIF or TIFF tag says, as OpenCV does") var upright = false
  @Option("the samples of a picture of more than 8 bits that are black and white, as 0..4095")
  var window: WindowParameter?
  @Option(
    "how many GiB a network's weights, or an array of a checkpoint, may take", in: Gibibytes.range)
  var limit = Gibibytes.usual

  func run(_ context: CommandContext) throws -> Value {
    let bytes = Gibibytes.count(limit)
    if DatasetFolder.isList(path.path) || Files.kind(of: path.path) == .folder {
      return try dataset(context)
    }
    if path.path.hasSuffix(".onnx") {
      return .object(ModelObject(try ONNXNetwork(path.path, limit: bytes).imageModel()))
    }
    if mask {
      let read = try MaskReader.mask(path.path, as: choice, region: object)
      for warning in read.decision.warnings { try context.note("\(path.path): \(warning)") }
      return .object(MaskObject(read.mask))
    }
    if let checkpoint = try CheckpointObject(ifCheckpoint: path.path, limit: bytes) {
      return try checkpoint.opened
    }
    if let format = UnreadFormat(of: path.path) {
      throw DatasetError.unread(file: path.path, format: format)
    }
    let picture = try ImageFile.readPicture(path.path, options: options)
    try context.note(picture.facts, of: path.path, options)
    return .object(ImageObject(picture.image))
  }

  private var options: ImageReadOptions {
    ImageReadOptions(appliesOrientation: upright, window: window?.window)
  }

  /// The data set with its pictures read as told.
  private func pictures(of dataset: any SegDataset) throws -> any SegDataset {
    guard options != ImageReadOptions() else { return dataset }
    guard var pictured = dataset as? any PictureDataset else {
      throw Diagnostic(
        .value, "the pictures of '\(dataset.name)' (\(dataset.layout)) are read as they are stored",
        help: "--upright and --window are for images with masks, and for annotations of one's own")
    }
    pictured.pictures = options
    return pictured
  }

  private var choice: MaskReader.Choice {
    MaskReader.Choice(rule: rule, background: background, ignored: ignore?.values)
  }

  /// The data set of a folder or list; what is said of its masks holds for images and masks of no known layout.
  private func dataset(_ context: CommandContext) throws -> Value {
    guard choice != MaskReader.Choice() else {
      return try .opened(pictures(of: DatasetFolder.open(path.path)), context)
    }
    let isFolder = Files.kind(of: path.path) == .folder
    let dataset =
      try isFolder
      ? FolderDataset.plain(path.path, reading: choice)
      : FolderDataset.manifest(path.path, reading: choice)
    return try .opened(pictures(of: dataset), context)
  }
}
