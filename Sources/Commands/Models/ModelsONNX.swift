import Clicking
public import Imaging
public import Language
import Layers
public import Models

extension ImageValues.Divisor: Choice {
  /// `value range`.
  public static var typeName: String { "value range" }
  /// What becomes of a byte.
  public var summary: String {
    switch self {
    case .unit: "0 to 1: bytes divided by 255"
    case .bytes: "0 to 255: bytes as they are"
    case .maximum: "bytes divided by the largest of the picture"
    }
  }
}

extension Interpolation: Choice {
  /// `interpolation`.
  public static var typeName: String { "interpolation" }
}

extension ClickScaling: Choice {
  /// `click scaling`.
  public static var typeName: String { "click scaling" }
  /// Where row r of a picture scaled by s lies.
  public var summary: String {
    switch self {
    case .centers: "row r at (r + 0.5) s - 0.5, as pixel centres move"
    case .corners: "row r at r s, as RITM's code has it"
    }
  }
}

extension NetworkOutput.Activation: Choice {
  /// `activation`.
  public static var typeName: String { "activation" }
  /// What becomes of a number.
  public var summary: String {
    switch self {
    case .none: "the output is a probability already"
    case .sigmoid: "1 / (1 + e^-x) of the object's channel"
    case .softmax: "the object's share among all channels"
    case .minmax: "the smallest value becomes 0, the largest 1"
    }
  }
}

/// `models.onnx`.
struct ModelsONNX: Command {
  static let name = "models.onnx"
  static let summary = "Make a model of a network in an ONNX file."
  static let discussion = """
    The file says what the network computes, and the parameters what feeds it and what its output \
    means. `inputs` gives each input its channels in order: image (three channels), previous (the \
    previous prediction), positive and negative (the clicks, drawn as --clicks says), or an encoding \
    for all its planes, by its name or as a value such as encodings.disks(radius=3):

        net = models.onnx("net.onnx", inputs={"image": "image", "clicks": ["previous", "positive", "negative"]})

    A network with one input needs no dict: inputs=["image", "positive", "negative"]. `inspect FILE` \
    lists what a file takes and returns.

    The picture is resized to --size, which is the file's own where that is fixed; else its sides are \
    raised to the next multiples of --multiple, by stretching or, with --pad, by rows and columns of \
    zeros. Then each byte becomes (byte / range - mean) / std.
    """
  static let topic = CommandTopic.models
  static let examples = [
    Example(
      "try:\n    models.onnx(\"nowhere.onnx\")\nexcept OSError as e:\n    print(e.kind)",
      prints: "FileNotFoundError")
  ]

  @Argument("the file") var path: ONNXPath
  @Option("what fills the inputs; the image where the only input has three channels")
  var inputs: Value = .none
  @Option("the encoding that draws the channels positive and negative")
  var clicks = EncodingParameter(encoding: Disks())
  @Option("the size that the network sees: 320, or 240x320") var size: NetworkSide?
  @Option("what both sides are raised to a multiple of, where the size is not fixed", in: 1...4096)
  var multiple = 32
  @Flag("raise the sides by zeros below and to the right instead of stretching") var pad = false
  @Option("how the picture is resized") var interpolation = Interpolation.linear
  @Option("how the prediction is resized back") var outputInterpolation = Interpolation.linear
  @Option("where a click lies in the resized picture") var clickScaling = ClickScaling.centers
  @Flag("smooth what shrinks, as Pillow does and OpenCV does not") var antialias = false
  @Option("what a byte becomes first") var range = ImageValues.Divisor.unit
  @Option("what is subtracted then: red, green, blue") var mean = [0.0]
  @Option("what is divided by then: red, green, blue") var std = [1.0]
  @Flag("blue first, as OpenCV reads pictures") var bgr = false
  @Option("which output is the prediction; the first unless told") var output: String?
  @Option("which channel of it is the object; needed where there are several") var channel: Int?
  @Option("how it becomes a probability; sigmoid, unless the network ends with one")
  var activation: NetworkOutput.Activation?
  @Option("how many GiB the weights may take", in: Gibibytes.range) var limit = Gibibytes.usual
  @Option("how many GiB all values of a run may take at a time", in: Gibibytes.range)
  var memory = 2.0

  func run(_ context: CommandContext) throws -> Value {
    let network = try ONNXNetwork(
      path.path, limit: Gibibytes.count(limit), memory: Gibibytes.count(memory))
    for broken in network.graph.constantsWithNaN {
      try context.note(
        "the weight '\(broken.name)' of '\(path.path)' holds NaN: \(broken.count) of \(broken.of) numbers"
      )
    }
    let declaration = ChannelDeclaration(
      image: try values(), clicks: clicks.encoding)
    let names = network.graph.inputs.map(\.name)
    let filled =
      inputs.isNone
      ? try network.imageInput(declaration.image) : try declaration.inputs(inputs, names: names)
    let output = NetworkOutput(
      name: output, channel: channel,
      activation: activation ?? network.graph.likelyActivation(ofOutput: output),
      interpolation: outputInterpolation, smooths: antialias)
    let model = try NetworkModel(
      network.name, graph: network.graph, inputs: filled, size: try networkSize(network),
      interpolation: interpolation, smooths: antialias, clickScaling: clickScaling,
      output: output)
    return .object(ModelObject(model))
  }

  private func values() throws -> ImageValues {
    ImageValues(
      range, mean: try Self.colour(mean, "mean"), deviation: try Self.colour(std, "std"),
      isBlueFirst: bgr)
  }

  private static func colour(_ values: [Double], _ name: String) throws -> [Float] {
    guard values.count == 1 || values.count == 3, name != "std" || !values.contains(0) else {
      throw Diagnostic(
        .value,
        "\(name) has three numbers, or one for all channels"
          + (name == "std" ? ", and none is 0" : ""),
        help: "for example \(name)=[0.485, 0.456, 0.406]")
    }
    return (0..<3).map { Float(values[values.count == 1 ? 0 : $0]) }
  }

  private func networkSize(_ network: ONNXNetwork) throws -> NetworkSize {
    if let size { return .fixed(size.size) }
    if let fixed = network.fixedSize { return .fixed(fixed) }
    return pad ? .padded(multiple: multiple) : .stretched(multiple: multiple)
  }
}

/// The path of an ONNX file.
struct ONNXPath: PathArgument {
  static let typeName = "ONNX file"
  static let paths: PathKind? = .file(extensions: ["onnx"])
  var path: String

  init(path: String) throws { self.path = try InputFile(path: path).path }
}

/// A size as a user writes it: one number for both sides, or height × width.
struct NetworkSide: ScriptConvertible {
  static let typeName = "size"
  let size: Size

  static func read(_ word: String, in context: CommandContext) throws -> NetworkSide {
    let sides = word.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(sides.count), let height = sides[0], let width = sides[sides.count - 1]
    else { throw ReadingFailure.mismatch }
    guard (1...limit).contains(height), (1...limit).contains(width) else {
      throw ReadingFailure.refused("a side has 1 to \(limit) pixels", help: "")
    }
    return NetworkSide(size: Size(height: height, width: width))
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> NetworkSide {
    if let side = value.asInt { return try read("\(side)", in: context) }
    if let pair = value.asSequence, pair.count == 2, let height = pair[0].asInt,
      let width = pair[1].asInt
    {
      return try read("\(height)x\(width)", in: context)
    }
    guard let word = value.asString else { throw ReadingFailure.mismatch }
    return try read(word, in: context)
  }

  static func spelling(of value: NetworkSide) -> String {
    "\(value.size.height)x\(value.size.width)"
  }

  private static let limit = 1 << 14
}
