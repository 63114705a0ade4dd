import Basics
import Imaging
import Language
import Layers
import Models
import Tensors

/// `save`: an image, a mask, a plane or a network as a file.
struct Save: Command {
  static let name = "save"
  static let summary = "Write an image, a mask, a plane, a tensor or a network to a file, as data."
  static let discussion = """
    A mask becomes a grey PNG of 0 (background), 255 (object) and 128 (ignored), which `open --mask` \
    reads back; with --ids, of 0, 1 and 255. A plane becomes a grey PNG of its values from 0 to 1. \
    As .npy a tensor keeps its numbers, floats, ints or bools, for NumPy and for `open`. \
    A network becomes an .onnx file, which ONNX Runtime and others open: weights under the keys of the \
    checkpoint, sizes open where the network takes any, or fixed by --size. As .safetensors its weights \
    alone are written, under PyTorch's names.

    To draw something for people, use `show --out`.
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example(
      "t = datasets.synthetic(count=1, size=\"48x64\")[0].target\nsave t mask.png\nprint(metrics.iou(open(\"mask.png\", mask=True), t))",
      prints: "1.0"),
    Example(
      "t = tensors.arange(6).reshape(2, 3)\nsave t numbers.npy\nprint(open(\"numbers.npy\")[1])",
      prints: "tensor([3., 4., 5.])"),
  ]

  @Argument("what is written") var thing: Value
  @Argument("the file to write") var path: OutputPath
  @Flag("write a mask as 0, 1 and 255 instead") var ids = false
  @Option("the height and width that a network is fixed to: 320, or 240x320") var size: NetworkSide?

  func run(_ context: CommandContext) throws -> Value {
    if TensorFile.isMeant(by: path.path) {
      try TensorFile.write(thing, to: path.path)
    } else if let mask = thing.asObject(MaskObject.self)?.mask {
      let raster =
        ids ? Raster(mask, background: 0, object: 1, ignored: 255) : Raster(mask)
      try ImageFile.write(raster, to: path.path)
    } else if let plane = thing.asObject(PlaneObject.self)?.plane {
      try ImageFile.write(Raster(plane), to: path.path)
    } else if let tensor = thing.asObject(TensorObject.self)?.tensor {
      try ImageFile.write(raster(of: tensor), to: path.path)
    } else if let image = thing.asObject(ImageObject.self)?.image {
      try ImageFile.write(image, to: path.path)
    } else if let model = thing.asObject(ModelObject.self)?.model {
      guard let network = model as? any NetworkHolding else {
        throw Diagnostic(.type, "the model '\(model.name)' is no network, and has nothing to save")
      }
      try NetworkFile.write(network, size: size?.size, to: path.path)
    } else {
      throw Diagnostic(
        .type, "save takes an image, a mask, a plane, a tensor or a network, got \(thing.typeName)",
        help: "`show x --out FILE` draws anything else")
    }
    return .none
  }

  /// (H, W) as a plane, (H, W, 3) as an image.
  private func raster(of tensor: Tensor) throws -> Raster {
    tensor.rank == 3
      ? Raster(try TensorValues.image(of: tensor)) : Raster(try TensorValues.plane(of: tensor))
  }
}
