import Basics
public import Datasets
import Engine
import Imaging
public import Language
import Layers
import Models
import Tensors

extension DatasetExport.Format: Choice {
  /// `format`.
  public static var typeName: String { "format" }
}

/// `save`: an image, a mask, a plane or a network as a file.
struct Save: Command {
  static let name = "save"
  static let summary =
    "Write an image, a mask, a plane, a tensor, a data set, a network or a result to a file, as data."
  static let discussion = """
    A mask becomes a grey PNG of 0 (background), 255 (object) and 128 (ignored), which `open --mask` \
    reads back; with --ids, of 0, 1 and 255. A plane becomes a grey PNG of its values from 0 to 1. \
    A result of `evaluate` is written as .csv, .json, .md, .tex or .txt. \
    As .npy a tensor keeps its numbers, floats, ints or bools, for NumPy and for `open`. \
    A network becomes an .onnx file, which ONNX Runtime and others open: weights under the keys of the \
    checkpoint, sizes open where the network takes any, or fixed by --size. As .safetensors its weights \
    alone are written, under PyTorch's names.

    A data set becomes a JSON of COCO's instances (.json), with its objects as run lengths, which are exact, or, with \
    --polygons, as outlines along the sides of the pixels; or a folder of YOLO's segmentation (--format yolo) with \
    images/, labels/ and data.yaml. --images also writes the images beside the JSON. What a format cannot express, \
    as ignored pixels, is counted and named.

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
    Example(
      "data = datasets.synthetic(count=2, size=\"48x64\")\nsave data out.json --images\nprint(metrics.iou(open(\"out.json\")[1].target, data[1].target))",
      prints: "1.0"),
  ]

  @Argument("what is written") var thing: Value
  @Argument("the file to write") var path: OutputPath
  @Flag("write a mask as 0, 1 and 255 instead") var ids = false
  @Option("coco or yolo, for a data set; by the path's ending unless told")
  var format: DatasetExport.Format?
  @Flag("write a data set's objects as polygons instead of run lengths") var polygons = false
  @Flag("write a data set's images too, into images/ beside the JSON") var images = false
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
    } else if let dataset = thing.asObject(DatasetObject.self)?.dataset {
      try write(dataset, context)
    } else if let model = thing.asObject(ModelObject.self)?.model {
      guard let network = model as? any NetworkHolding else {
        throw Diagnostic(.type, "the model '\(model.name)' is no network, and has nothing to save")
      }
      try NetworkFile.write(network, size: size?.size, to: path.path)
    } else if let result = thing.asObject(ResultObject.self) {
      try write(result)
    } else {
      throw Diagnostic(
        .type,
        "save takes an image, a mask, a plane, a tensor, a data set, a network or a result, got \(thing.typeName)",
        help: "`show x --out FILE` draws anything else")
    }
    return .none
  }

  /// Writes a data set, and says what was written and what could not be.
  private func write(_ dataset: any SegDataset, _ context: CommandContext) throws {
    let isJSON = path.path.lowercased().hasSuffix(".json")
    guard let format = format ?? (isJSON ? .coco : nil) else {
      throw Diagnostic(
        .value, "'\(path.path)' does not say how a data set is written",
        help: "end it with .json for COCO's, or give --format yolo for a folder of YOLO's")
    }
    let outcome = try context.withProgress("writing", total: dataset.count) { progress in
      let export = DatasetExport(dataset, threads: context.jobs) { progress.advance() }
      return switch format {
      case .coco:
        try export.writeCOCO(
          to: path.path, polygons: polygons, images: images ? imagesFolder : nil)
      case .yolo: try export.writeYOLO(to: path.path)
      }
    }
    try context.note("\(outcome.images) images with \(outcome.objects) objects")
    for loss in outcome.losses {
      try context.note("\(loss.count) \(loss.what) (first in '\(loss.first)')")
    }
  }

  /// `images/` beside the file.
  private var imagesFolder: String {
    (path.path.lastIndex(of: "/").map { String(path.path[...$0]) } ?? "") + "images"
  }

  private func write(_ object: ResultObject) throws {
    guard let format = ReportFormat(ofFile: path.path) else {
      throw Diagnostic(
        .value, "a result is written as .csv, .json, .md, .tex or .txt, not to '\(path.path)'",
        help: "`show x --out FILE.png` draws it")
    }
    let text = object.result.report(format, withTimes: object.withTimes) + "\n"
    try Files.write(Array(text.utf8), to: path.path)
  }

  /// (H, W) as a plane, (H, W, 3) as an image.
  private func raster(of tensor: Tensor) throws -> Raster {
    tensor.rank == 3
      ? Raster(try TensorValues.image(of: tensor)) : Raster(try TensorValues.plane(of: tensor))
  }
}
