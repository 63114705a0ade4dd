import Datasets
import Language

/// `inspect`: what a path or a value holds.
struct Inspect: Command {
  static let name = "inspect"
  static let summary = "Say what a data set, masks, a network or a file holds, and what is amiss."
  static let discussion = """
    Of a data set every sample is loaded: how many there are, their sizes, objects and areas, the share of \
    ignored pixels, empty masks, files that do not fit together, and the fingerprint of the masks. Of a folder of masks, \
    or one mask, the values that occur and what they mean: why a mask is black, for instance. Of a checkpoint \
    (.safetensors, .pth, .pt, .npy, .npz) every array with its type and shape; of an ONNX file inputs, \
    outputs and operators. Of a network its steps; of a network or an ONNX file with --layer what that \
    layer gives for a picture.

    Samples that cannot be read are counted and named, unless --no-skip-bad.
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example(
      "r = inspect(datasets.synthetic(count=3, size=\"32x48\"))\nprint(r.count, r.objects, r.failures)",
      prints: "3 3 []")
  ]

  @Argument("a data set, a network, a folder or a file")
  var subject: Either<DatasetObjectParameter, Either<NetworkObjectParameter, InputPath>>
  @Option("the layer of a network, such as encoder.layer3") var layer: String?
  @Option("the picture that a layer is shown for; a made one unless told") var image:
    ImageParameter?
  @Flag("go on where a sample cannot be read, and count it") var skipBad = true

  func run(_ context: CommandContext) throws -> Value {
    switch subject {
    case .first(let dataset):
      try refuseLayer(of: dataset.dataset.name)
      return try DatasetInspector.report(of: dataset.dataset, skipBad: skipBad, context)
    case .second(.first(let network)):
      return try NetworkInspector.report(of: network.network, layer: layer, on: image?.object.image)
    case .second(.second(let path)):
      if let layer, path.path.hasSuffix(".onnx") {
        return try NetworkInspector.report(
          of: try ONNXNetwork(path.path).imageModel(), layer: layer, on: image?.object.image)
      }
      try refuseLayer(of: path.path)
      for inspector in Self.inspectors {
        if let report = try inspector.report(path.path, skipBad: skipBad, context) {
          return report
        }
      }
      throw Diagnostic(
        .format, "'\(path.path)' is of no kind that can be inspected",
        help: "data sets, folders of masks, and "
          + Self.inspectors.map { $0.kind }.joined(separator: ", "))
    }
  }

  /// Throws where a layer is asked of what is no network.
  private func refuseLayer(of subject: String) throws {
    guard let layer else { return }
    throw Diagnostic(
      .value, "'\(subject)' is no network, and has no layer '\(layer)'",
      help: "--layer takes a network of the script, or an ONNX file")
  }

  /// What is asked about a path, one after the other.
  private static let inspectors: [any Inspector.Type] = [
    PictureInspector.self, CheckpointInspector.self, ONNXInspector.self, DatasetInspector.self,
  ]
}

/// Knows one kind of file or folder.
protocol Inspector: SendableMetatype {
  /// What it inspects, in a word or two.
  static var kind: String { get }
  /// The report on a path; `nil` where it is of another kind.
  static func report(_ path: String, skipBad: Bool, _ context: CommandContext) throws -> Value?
}

/// A parameter that takes a data set of the script alone, and no path.
struct DatasetObjectParameter: ScriptConvertible {
  static let typeName = "data set"
  let dataset: any SegDataset

  static func read(_ word: String, in context: CommandContext) throws -> DatasetObjectParameter {
    throw ReadingFailure.mismatch
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> DatasetObjectParameter {
    guard let object = value.asObject(DatasetObject.self) else { throw ReadingFailure.mismatch }
    return DatasetObjectParameter(dataset: object.dataset)
  }
}
