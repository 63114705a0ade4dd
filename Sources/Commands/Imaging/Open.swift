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
    (COCO's .json, CVAT's .xml, YOLO's data.yaml and others); its layout says what was found. A picture becomes an image, with --mask a mask: 128 is \
    ignored, what is above is object, what is below background. A file of weights (.safetensors, .pth, \
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
  @Flag("turn a JPEG as its EXIF orientation says") var upright = false
  @Option(
    "how many GiB a network's weights, or an array of a checkpoint, may take", in: Gibibytes.range)
  var limit = Gibibytes.usual

  func run(_ context: CommandContext) throws -> Value {
    let bytes = Gibibytes.count(limit)
    if DatasetFolder.isList(path.path) || Files.kind(of: path.path) == .folder {
      return try .opened(DatasetFolder.open(path.path))
    }
    if path.path.hasSuffix(".onnx") {
      return .object(ModelObject(try ONNXNetwork(path.path, limit: bytes).imageModel()))
    }
    if mask {
      return .object(MaskObject(try MaskParameter.read(path.path, in: context).mask))
    }
    if let checkpoint = try CheckpointObject(ifCheckpoint: path.path, limit: bytes) {
      return try checkpoint.opened
    }
    if let format = UnreadFormat(of: path.path) {
      throw DatasetError.unread(file: path.path, format: format)
    }
    let options = ImageReadOptions(appliesOrientation: upright)
    return .object(ImageObject(try ImageFile.read(path.path, options: options)))
  }
}
