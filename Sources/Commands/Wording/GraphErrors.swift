public import Language
public import Layers
import Tensors

extension GraphError: DiagnosticConvertible {
  /// What was found, what was expected, and the node with the shapes of its inputs.
  public var diagnostic: Diagnostic {
    var diagnostic = problem.diagnostic
    guard !operation.isEmpty else { return diagnostic }
    let place =
      path.isEmpty ? "the operation \(operation)" : "the node '\(path)' (\(operation))"
    let shapes = inputs.isEmpty ? "" : " of \(inputs.map(Self.words).joined(separator: ", "))"
    diagnostic.message = "\(place)\(shapes): \(diagnostic.message)"
    return diagnostic
  }

  fileprivate static func words(_ shape: [Int]) -> String { words(shape.map(Optional.some)) }

  fileprivate static func words(_ shape: [Int?]) -> String {
    shape.isEmpty
      ? "a single number" : shape.map { $0.map(String.init) ?? "?" }.joined(separator: "×")
  }
}

extension GraphError.Problem: DiagnosticConvertible {
  /// The same without the node.
  public var diagnostic: Diagnostic {
    switch self {
    case .inputCount(let found, let allowed):
      Diagnostic(.value, "it has \(found) inputs, and takes \(Self.words(allowed))")
    case .elementKind(let input, let found, let expected):
      Diagnostic(
        .type, "its input \(input) holds \(found.words), and must hold \(expected.words)")
    case .rank(let input, let found, let allowed):
      Diagnostic(
        .shape, "its input \(input) has \(found) axes, and must have \(Self.words(allowed))")
    case .axis(let axis, let shape):
      Diagnostic(.shape, "\(GraphError.words(shape)) has no such axis \(axis)")
    case .extents(let left, let right, let axis):
      Diagnostic(
        .shape,
        "\(GraphError.words(left)) and \(GraphError.words(right)) do not fit together"
          + (axis.map { ", at axis \($0)" } ?? ""))
    case .notConstant(let input):
      Diagnostic(
        .value,
        "its input \(input) decides the size of the result, and depends on the picture",
        help: "sizes must follow from those of the inputs; export the network so")
    case .parameter(let name, let value, let allowed):
      Diagnostic(.value, "'\(name)' is \(value), and must be \(allowed)")
    case .unsupported(let use): Diagnostic(.value, "\(use) is not computed here")
    case .memory(let bytes, let limit):
      Diagnostic(
        .memory,
        "the network's values would take \(Self.size(bytes)); at most \(Self.size(limit)) are allowed",
        help:
          "smaller pictures take less; models.onnx(…, memory=\(Self.gibibytes(bytes))) allows more")
    case .tensor(let error): error.diagnostic
    case .input(let name, let found, let expected):
      Diagnostic(
        .shape,
        "the network's input '\(name)' must be \(GraphError.words(expected))"
          + (found.map { ", and is given \(GraphError.words($0.shape))" } ?? ""))
    case .unknownInput(let name, let inputs):
      Diagnostic(
        .key, "the network has no input '\(name)'",
        help: "its inputs are " + inputs.map { "'\($0)'" }.joined(separator: ", "))
    case .unknownPath(let path): Diagnostic(.key, "the network has no layer '\(path)'")
    }
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
    return range.upperBound > 1 << 20
      ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
  }

  /// A number of bytes as `2.5 GiB` or `512 MiB`.
  private static func size(_ bytes: Int) -> String {
    let mebibytes = Double(bytes) / 1_048_576
    if mebibytes < 1024 { return "\(Int(mebibytes.rounded(.up))) MiB" }
    return "\((mebibytes / 1024 * 10).rounded() / 10) GiB"
  }

  /// So many whole GiB as hold these bytes.
  private static func gibibytes(_ bytes: Int) -> Int { (bytes >> 30) + 1 }
}

extension Layers.ElementKind {
  fileprivate var words: String {
    switch self {
    case .float: "real numbers"
    case .integer: "whole numbers"
    case .boolean: "truth values"
    }
  }
}
