import Basics
import Datasets
import Imaging
import Language

/// `open`: whatever the path holds.
struct Open: Command {
  static let name = "open"
  static let summary =
    "Open whatever a path holds: an image, a mask, a network, or a folder as a data set."
  static let discussion = """
    A folder becomes the data set whose layout it has, a picture an image, an ONNX file a model \
    whose only input is the image (models.onnx opens any other). With --mask a picture is read as a \
    mask: 128 is ignored, what is above is object, what is below background.
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

  func run(_ context: CommandContext) throws -> Value {
    if Files.kind(of: path.path) == .folder {
      return .object(DatasetObject(try DatasetFolder.open(path.path)))
    }
    if path.path.hasSuffix(".onnx") {
      return .object(ModelObject(try ONNXNetwork(path.path).imageModel()))
    }
    if mask {
      return .object(MaskObject(try MaskParameter.read(path.path, in: context).mask))
    }
    let options = ImageReadOptions(appliesOrientation: upright)
    return .object(ImageObject(try ImageFile.read(path.path, options: options)))
  }
}
