public import Language
public import Tensors

extension TensorError: DiagnosticConvertible {
  /// What was found, what was expected, and the way out.
  public var diagnostic: Diagnostic {
    switch self {
    case .invalidShape(let shape):
      Diagnostic(.shape, "\(shape.asTuple) is no shape: extents are 0 or more, and not too many")
    case .countMismatch(let shape, let found):
      Diagnostic(
        .shape, "\(found) elements do not fill the shape \(shape.asTuple)",
        help: shape.filter { $0 == -1 }.count > 1 ? "one extent may be -1" : nil)
    case .shapeMismatch(let left, let right, let axis):
      Diagnostic(
        .shape,
        "the shapes \(left.asTuple) and \(right.asTuple) do not fit together"
          + (axis.map { ": axis \($0) differs" } ?? ""))
    case .axisOutOfRange(let axis, let shape):
      Diagnostic(
        .index, "there is no axis \(axis): the shape \(shape.asTuple) has \(shape.count) axes")
    case .repeatedAxis(let axis, _): Diagnostic(.value, "axis \(axis) is named twice")
    case .nothingToReduce(let shape):
      Diagnostic(
        .value, "a tensor of shape \(shape.asTuple) has no smallest or largest element there")
    case .rangeOutOfBounds(let lower, let upper, let axis, let shape):
      Diagnostic(
        .index,
        "\(lower == upper ? "\(lower)" : "\(lower)..<\(upper)") lies outside axis \(axis) of the shape \(shape.asTuple)"
      )
    case .rankMismatch(let expected, let shape):
      Diagnostic(
        .shape, "expected \(expected) axes, but the shape \(shape.asTuple) has \(shape.count)")
    case .invalidPermutation(let order, let shape):
      Diagnostic(
        .value,
        "\(order.asTuple) does not name each axis of the shape \(shape.asTuple) once",
        help: "the axes are \(Array(shape.indices).asTuple)")
    case .unclearChannels(let shape):
      Diagnostic(
        .shape, "the shape \(shape.asTuple) does not tell which axis the channels are",
        help: "the smallest extent is expected first or last, alone; permute gives any order")
    case .nothingToConcatenate: Diagnostic(.value, "there are no tensors to join")
    case .invalidParameter(let name, let value, let allowed):
      Diagnostic(.value, "\(name) is \(value), and must be \(allowed)")
    case .kernelTooLarge(let kernel, let padded):
      Diagnostic(
        .shape, "a kernel of \(kernel) does not fit into an input of \(padded), padding included")
    case .mapMismatch(let found, let expected):
      Diagnostic(
        .shape, "the feature map is \(found.asTuple), expected \(expected.asTuple)")
    case .openBLASUnavailable(let reason):
      Diagnostic(
        .system, "the matrix product needs OpenBLAS: \(reason)",
        help: "install the package libopenblas0-pthread or libopenblas-dev")
    }
  }
}
