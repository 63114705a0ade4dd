public import Language
public import Layers

extension ONNXError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .encoding(let error): error.diagnostic
    case .operatorSet(let version, let supported):
      Diagnostic(
        .format,
        "the file uses \(version.map { "operator set \($0)" } ?? "no standard operator set")",
        help: "export the network with one from \(supported.lowerBound) to "
          + "\(supported.upperBound), for example opset_version=17")
    case .unsupported(let uses):
      Diagnostic(
        .format,
        "the network uses what is not computed here: "
          + uses.map(Self.words).joined(separator: "; "),
        help: "export it without these, or with another operator set")
    case .node(let place, let problem):
      Diagnostic(.format, "\(Self.words(place)): \(problem.words)")
    case .tensor(let name, let problem):
      Diagnostic(.format, "the constant '\(name)' \(problem.words)", help: problem.help)
    case .noSuchValue(let value, let place):
      Diagnostic(.format, "\(Self.words(place)) needs '\(value)', which nothing makes")
    case .cycle(let nodes):
      Diagnostic(
        .format,
        "nodes need each other's results: "
          + nodes.map { "'\($0)'" }.joined(separator: ", "))
    case .madeTwice(let name): Diagnostic(.format, "two nodes or constants make '\(name)'")
    case .input(let name):
      Diagnostic(
        .format, "the input '\(name)' is no tensor of numbers with a known number of axes")
    case .noSuchOutput(let name):
      Diagnostic(.format, "nothing makes the output '\(name)'")
    }
  }

  private static func words(_ place: Place) -> String {
    "the node '\(place.node)' (\(place.operation))"
  }

  /// The operator, how often it is used, and the first few nodes.
  private static func words(_ use: Unsupported) -> String {
    guard !use.nodes.isEmpty else { return use.operation }
    let shown = use.nodes.prefix(3).joined(separator: ", ") + (use.nodes.count > 3 ? ", …" : "")
    let count = use.nodes.count == 1 ? "" : "\(use.nodes.count) times, "
    return "\(use.operation) (\(count)\(shown))"
  }
}

extension ONNXError.NodeProblem {
  fileprivate var words: String {
    switch self {
    case .missingInput(let index): "its input \(index) is missing"
    case .missingAttribute(let name): "its attribute '\(name)' is missing"
    case .attributeKind(let name): "its attribute '\(name)' holds another kind of value"
    case .attributeValue(let name, let found): "its attribute '\(name)' cannot be \(found)"
    case .notConstant(let index): "its input \(index) must be a constant"
    case .outputs(let count): "it cannot have \(count) outputs"
    case .openCondition:
      "its condition depends on more than constants and the sizes of the inputs"
    }
  }
}

extension ONNXError.TensorProblem {
  fileprivate var words: String {
    switch self {
    case .elementType(let code): "has element type \(code), which is not read"
    case .shape(let shape): "has the impossible shape \(shape)"
    case .count(let found, let shape): "has \(found) numbers for the shape \(shape)"
    case .tooLarge(let bytes, let limit):
      "brings the constants to \(bytes) bytes, more than the limit of \(limit)"
    case .outsideFolder(let location):
      "lies in '\(location)', outside the folder of the model, by its path or by a link"
    case .gitPointer(let location): "lies in '\(location)', which is a Git LFS pointer"
    case .unreadable(let location): "lies in '\(location)', which cannot be read"
    case .outsideFile(let location): "lies beyond the end of '\(location)'"
    }
  }

  fileprivate var help: String? {
    switch self {
    case .tooLarge: "raise the limit, for example limit=8 (GiB)"
    case .outsideFolder, .unreadable: "put the file with the weights beside the model"
    case .gitPointer: "fetch it: 'git lfs pull' in its repository, or download the file"
    case .outsideFile: "copy or download the file again"
    default: nil
    }
  }
}

extension WireError: DiagnosticConvertible {
  /// What is wrong with the encoding.
  public var diagnostic: Diagnostic {
    Diagnostic(
      .format,
      "this is no ONNX file, or a damaged one: \(words)"
        + (message.isEmpty ? "" : " (in \(message))"),
      help: "copy or download it again")
  }

  private var words: String {
    switch problem {
    case .truncated: "it ends inside a field"
    case .endlessNumber: "a number does not end"
    case .fieldNumber: "a field has an impossible number"
    case .wireType(let type): "a field has the unknown wire type \(type)"
    case .fieldType(let number): "field \(number) holds another kind of content"
    case .tooDeep(let limit): "it is nested more than \(limit) messages deep"
    case .tooManyParts(let limit): "it has more than \(limit) parts"
    case .missing(let name): "'\(name)' is missing"
    }
  }
}

extension ONNXExportError: DiagnosticConvertible {
  /// What cannot be written, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .needsSize(let operation, let path):
      Diagnostic(
        .value, "\(operation) in '\(path)' can be written for a fixed size only",
        help: "give one: save net out.onnx --size 320x480")
    case .unsupported(let operation, let path):
      Diagnostic(.value, "ONNX has no operator for \(operation) in '\(path)'")
    case .tooLarge(let bytes):
      Diagnostic(.value, "the network takes \(bytes) bytes, and an ONNX file holds fewer than 2³¹")
    }
  }
}
