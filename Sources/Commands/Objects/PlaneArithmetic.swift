import Glibc
import Imaging
import Language

/// The operators of planes, pixel by pixel in 32-bit floats, with planes, masks as 0 and 1, and numbers.
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

    fileprivate func values(_ size: Size) -> [Float] {
      switch self {
      case .number(let number): Array(repeating: number, count: size.count)
      case .plane(let plane): plane.values
      case .mask(let mask): Plane(mask).values
      }
    }

    fileprivate func ignores(_ offset: Int) -> Bool {
      if case .mask(let mask) = self { mask.codes[offset] == Mask.ignored } else { false }
    }
  }

  /// `left ∘ right`; `nil` where the operator is not defined or neither side is a picture.
  static func compute(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) throws -> Value? {
    guard let size = left.size ?? right.size else { return nil }
    if let first = left.size, let second = right.size, first != second {
      let axis = first.height != second.height ? 0 : 1
      throw Diagnostic(
        .shape,
        "the operands of \(operation.symbol) have different sizes: \(left.name) of \(first) and \(right.name) of \(second) (axis \(axis))"
      )
    }
    if let rule = arithmetic(operation) {
      let values = zip(left.values(size), right.values(size)).map(rule)
      return .object(PlaneObject(Plane(size: size, values: values)))
    }
    guard let rule = comparison(operation) else { return nil }
    var codes = zip(left.values(size), right.values(size)).map {
      rule($0, $1) ? Mask.object : Mask.background
    }
    for offset in codes.indices where left.ignores(offset) || right.ignores(offset) {
      codes[offset] = Mask.ignored
    }
    return .object(MaskObject(Mask(size: size, codes: codes)))
  }

  private static func arithmetic(_ operation: BinaryOperation) -> ((Float, Float) -> Float)? {
    switch operation {
    case .add: (+)
    case .subtract: (-)
    case .multiply: (*)
    case .divide: (/)
    case .floorDivide: { ($0 / $1).rounded(.down) }
    case .remainder: remainder
    case .power: { powf($0, $1) }
    default: nil
    }
  }

  /// The remainder of the division that rounds down: it has the divisor's sign, as Python's `%`.
  private static func remainder(_ left: Float, _ right: Float) -> Float {
    let rest = fmodf(left, right)
    return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest
  }

  private static func comparison(_ operation: BinaryOperation) -> ((Float, Float) -> Bool)? {
    switch operation {
    case .less: (<)
    case .lessOrEqual: (<=)
    case .greater: (>)
    case .greaterOrEqual: (>=)
    case .equal: (==)
    case .notEqual: (!=)
    default: nil
    }
  }
}
