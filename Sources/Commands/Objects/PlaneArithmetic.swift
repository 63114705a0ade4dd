import Imaging
import Language

/// The operators of planes, pixel by pixel in 32-bit floats, with planes, masks as 0 and 1, and numbers.
/// A single row or column is repeated, as in NumPy.
///
/// Division by zero follows IEEE 754 (inf and nan), as in NumPy. A comparison gives a mask, which
/// ignores what a compared mask ignores.
enum PlaneArithmetic {
  /// One side of an operator.
  enum Operand {
    case number(Float)
    case plane(Plane)
    case mask(Mask)

    /// `nil` where the value is neither a number nor a picture with one value a pixel.
    init?(_ value: Value) {
      if let number = value.asNumber {
        self = .number(Float(number))
      } else if let plane = value.asObject(PlaneObject.self)?.plane {
        self = .plane(plane)
      } else if let mask = value.asObject(MaskObject.self)?.mask {
        self = .mask(mask)
      } else {
        return nil
      }
    }

    fileprivate var size: Size? {
      switch self {
      case .number: nil
      case .plane(let plane): plane.size
      case .mask(let mask): mask.size
      }
    }

    fileprivate var name: String {
      switch self {
      case .number: "a number"
      case .plane: "a plane"
      case .mask: "a mask"
      }
    }

    /// The values at each pixel of `target`, where rows and columns of a single one are repeated.
    fileprivate func values(_ target: Size) -> [Float] {
      switch self {
      case .number(let number): Array(repeating: number, count: target.count)
      case .plane(let plane): plane.values.repeated(from: plane.size, to: target)
      case .mask(let mask): Plane(mask).values.repeated(from: mask.size, to: target)
      }
    }

    /// Whether each pixel is ignored; `nil` where none is.
    fileprivate func ignored(_ target: Size) -> [Bool]? {
      guard case .mask(let mask) = self, mask.ignoredCount > 0 else { return nil }
      return mask.codes.map { $0 == Mask.ignored }.repeated(from: mask.size, to: target)
    }
  }

  /// `left ∘ right`; `nil` where the operator is not defined or neither side is a picture.
  static func compute(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) throws -> Value? {
    guard let size = try commonSize(operation, left, right) else { return nil }
    if let rule = TensorArithmetic.arithmetic(operation) {
      let values = zip(left.values(size), right.values(size)).map(rule)
      return .object(PlaneObject(Plane(size: size, values: values)))
    }
    guard let rule = TensorArithmetic.comparison(operation) else { return nil }
    var codes = zip(left.values(size), right.values(size)).map {
      rule($0, $1) ? Mask.object : Mask.background
    }
    for ignored in [left.ignored(size), right.ignored(size)] {
      for (offset, isIgnored) in (ignored ?? []).enumerated() where isIgnored {
        codes[offset] = Mask.ignored
      }
    }
    return .object(MaskObject(Mask(size: size, codes: codes)))
  }

  /// The size of the result; `nil` where neither side is a picture.
  private static func commonSize(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) throws -> Size? {
    guard let first = left.size, let second = right.size else { return left.size ?? right.size }
    guard let size = first.broadcast(with: second) else {
      throw mismatch(operation, (left.name, first), (right.name, second))
    }
    return size
  }

  /// The error for two pictures of which neither can be repeated to the other's size.
  static func mismatch(
    _ operation: BinaryOperation, _ left: (name: String, size: Size),
    _ right: (name: String, size: Size)
  ) -> Diagnostic {
    let (first, second) = (left.size, right.size)
    let rowsFit = first.height == second.height || first.height == 1 || second.height == 1
    return Diagnostic(
      .shape,
      "the operands of \(operation.symbol) have different sizes: \(left.name) of \(first) and \(right.name) of \(second) (axis \(rowsFit ? 1 : 0))"
    )
  }
}

extension Size {
  /// The size of what comes of two pictures, a single row or column repeated; `nil` where they do not fit.
  func broadcast(with other: Size) -> Size? {
    func extent(_ first: Int, _ second: Int) -> Int? {
      first == second || second == 1 ? first : first == 1 ? second : nil
    }
    guard let height = extent(height, other.height), let width = extent(width, other.width) else {
      return nil
    }
    return Size(height: height, width: width)
  }
}

extension Array {
  /// The pixels of a picture with a single row or column repeated to `target`.
  func repeated(from size: Size, to target: Size) -> [Element] {
    if size == target { return self }
    return (0..<target.height).flatMap { row in
      (0..<target.width).map { column in
        self[(size.height == 1 ? 0 : row) * size.width + (size.width == 1 ? 0 : column)]
      }
    }
  }
}
