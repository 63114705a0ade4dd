import Basics
import Glibc
import Tensors

/// A tensor as text, as PyTorch prints it: four decimals, or an exponent where the numbers differ much;
/// of more than 1000 elements three at each end of an axis.
struct TensorText {
  private static let opening = "tensor("
  private static let edge = 3
  private static let threshold = 1000

  private let tensor: Tensor
  private let kind: ElementKind
  private let width: Int
  private let isSummarized: Bool

  /// - Parameter width: the most characters in a line, as far as single numbers allow.
  init(_ tensor: Tensor, _ kind: ElementKind, width: Int = 80) {
    self.tensor = tensor
    self.kind = kind
    self.width = max(width, 20)
    isSummarized = tensor.count > Self.threshold
  }

  /// The whole text, lines divided by line breaks.
  var text: String {
    if tensor.count == 0 {
      let size = tensor.rank == 1 ? "" : ", size=\(tensor.shape.asTuple)"
      return Self.opening + "[]\(size))"
    }
    let shown = isSummarized ? (try? summary(of: tensor)) ?? tensor : tensor
    let format = NumberFormat(shown.elements, kind)
    let body = tensor.withUnsafeElements { elements in
      part(elements, offset: 0, axis: 0, indent: Self.opening.count, format)
    }
    return Self.opening + body + ")"
  }

  /// One number alone, with four significant digits.
  static func short(_ number: Float) -> String {
    let value = Double(number)
    if value == value.rounded(), value.magnitude < 1e6 { return value.fixed(0) }
    return value.magnitude < 1e6 && value.magnitude >= 1e-3
      ? value.fixed(4) : NumberFormat.scientific(value)
  }

  private func part(
    _ elements: UnsafeBufferPointer<Float>, offset: Int, axis: Int, indent: Int,
    _ format: NumberFormat
  ) -> String {
    guard axis < tensor.rank else { return format.text(elements[offset], isPadded: false) }
    let extent = tensor.shape[axis]
    let stride = tensor.shape[(axis + 1)...].reduce(1, *)
    let isCut = isSummarized && extent > 2 * Self.edge
    let isLast = axis == tensor.rank - 1
    let positions = isCut ? [0, 1, 2, extent - 3, extent - 2, extent - 1] : Array(0..<extent)
    var parts = positions.map { position in
      isLast
        ? format.text(elements[offset + position * stride], isPadded: true)
        : part(
          elements, offset: offset + position * stride, axis: axis + 1, indent: indent + 1, format)
    }
    if isCut { parts.insert(isLast ? " ..." : "...", at: Self.edge) }
    let margin = String(repeating: " ", count: indent + 1)
    guard isLast else {
      let breaks = String(repeating: "\n", count: tensor.rank - axis - 1)
      return "[" + parts.joined(separator: "," + breaks + margin) + "]"
    }
    let perLine = max(1, (width - indent) / (format.width + 2))
    let lines = lineStarts(parts.count, by: perLine).map { start in
      parts[start..<min(start + perLine, parts.count)].joined(separator: ", ")
    }
    return "[" + lines.joined(separator: ",\n" + margin) + "]"
  }

  private func lineStarts(_ count: Int, by step: Int) -> [Int] {
    Array(Swift.stride(from: 0, to: count, by: step))
  }

  /// The elements that are shown, which decide how numbers are written.
  private func summary(of tensor: Tensor) throws -> Tensor {
    var selection = TensorSelection(of: tensor.shape)
    for extent in tensor.shape {
      if extent > 2 * Self.edge {
        try selection.take([0, 1, 2, extent - 3, extent - 2, extent - 1])
      } else {
        try selection.take(from: 0, step: 1, count: extent)
      }
    }
    return try tensor.selected(selection)
  }
}

/// How the numbers of one tensor are written, all alike.
private struct NumberFormat {
  private enum Style { case word, whole, fixed, scientific }

  private let style: Style
  private let kind: ElementKind
  /// The characters of the longest number.
  private(set) var width = 1

  init(_ numbers: [Float], _ kind: ElementKind) {
    self.kind = kind
    guard kind == .float32 else {
      style = .word
      width = numbers.map { Self.word($0, kind).count }.max() ?? 1
      return
    }
    let usual = numbers.filter { $0.isFinite && $0 != 0 }
    let (low, high) = (usual.map(\.magnitude).min() ?? 1, usual.map(\.magnitude).max() ?? 1)
    let areWhole = usual.allSatisfy { $0 == $0.rounded(.up) }
    let isWide = Double(high) / Double(low) > 1000 || high > 1e8 || low < 1e-4
    style = isWide ? .scientific : areWhole ? .whole : .fixed
    let texts = usual.map { written($0) }
    width = texts.map(\.count).max() ?? 1
  }

  func text(_ number: Float, isPadded: Bool) -> String {
    let text = written(number)
    return isPadded ? text.paddedLeft(width) : text
  }

  private func written(_ number: Float) -> String {
    let value = Double(number)
    guard style == .word || value.isFinite else {
      return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
    }
    return switch style {
    case .word: Self.word(number, kind)
    case .whole: value.fixed(0) + "."
    case .fixed: value.fixed(4)
    case .scientific: Self.scientific(value)
    }
  }

  private static func word(_ number: Float, _ kind: ElementKind) -> String {
    kind == .bool ? (number != 0 ? "True" : "False") : "\(Int(exactly: number) ?? 0)"
  }

  /// Four decimals and an exponent of two digits or more: `1.0000e-05`.
  static func scientific(_ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 32)
    let length = withVaList([value]) { vsnprintf(&buffer, buffer.count, "%.4e", $0) }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
