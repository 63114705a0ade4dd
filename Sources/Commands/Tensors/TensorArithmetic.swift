import Glibc
import Language
import Tensors

/// The operators of tensors, element by element in 32-bit floats, extents of 1 repeated as in NumPy.
///
/// Division by zero follows IEEE 754 (inf and nan). `& | ^ ~` take booleans, `@` is the matrix product.
enum TensorArithmetic {
  /// `left ∘ right`; `nil` where the operator is not defined.
  static func compute(
    _ operation: BinaryOperation, _ left: TensorOperand, _ right: TensorOperand
  ) throws -> Value? {
    var (left, right) = (left, right)
    if left.isImage || right.isImage { (left, right) = (left.besideImage, right.besideImage) }
    if operation == .matrixMultiply { return try product(left, right) }
    if let rule = arithmetic(operation) {
      return TensorValues.value(of: try combined(operation, left, right, rule))
    }
    if let rule = comparison(operation) {
      return TensorValues.condition(try combined(operation, left, right) { rule($0, $1) ? 1 : 0 })
    }
    guard let rule = logic(operation) else { return nil }
    for operand in [left, right] where operand.kind != .bool {
      throw Diagnostic(
        .type,
        "\(operation.symbol) takes boolean tensors and masks, not \(operand.name) of numbers",
        help: "compare first: (a > 0) \(operation.symbol) (b > 0)")
    }
    return TensorValues.condition(
      try combined(operation, left, right) { rule($0 != 0, $1 != 0) ? 1 : 0 })
  }

  /// `∘ operand`.
  static func compute(_ operation: UnaryOperation, _ operand: TensorOperand) throws -> Value? {
    switch operation {
    case .negate:
      try TensorValues.require(operand.tensor.count)
      return TensorValues.value(of: -operand.tensor)
    case .plus: return TensorValues.value(of: operand.tensor)
    case .invert:
      guard operand.kind == .bool else {
        throw Diagnostic(
          .type, "~ takes a boolean tensor, not one of numbers", help: "compare first: ~(t > 0)")
      }
      try TensorValues.require(operand.tensor.count)
      return TensorValues.condition(operand.tensor.map { $0 == 0 ? 1 : 0 })
    }
  }

  private static func combined(
    _ operation: BinaryOperation, _ left: TensorOperand, _ right: TensorOperand,
    _ rule: (Float, Float) -> Float
  ) throws -> Tensor {
    do {
      let shape = try Tensor.broadcastShape(left.tensor.shape, right.tensor.shape)
      // The result, and what is repeated to its shape.
      let repeated = [left, right].count { $0.tensor.shape != shape }
      try TensorValues.check(shape, copies: 1 + repeated)
      return try left.tensor.combined(with: right.tensor, rule)
    } catch TensorError.shapeMismatch(let first, let second, let axis) {
      throw mismatch(operation, (left.name, first), (right.name, second), axis)
    }
  }

  private static func mismatch(
    _ operation: BinaryOperation, _ left: (name: String, shape: [Int]),
    _ right: (name: String, shape: [Int]), _ axis: Int?
  ) -> Diagnostic {
    let place = axis.map { " (axis \($0))" } ?? ""
    return Diagnostic(
      .shape,
      "the operands of \(operation.symbol) have shapes that do not broadcast: \(left.name) of \(left.shape.asTuple) and \(right.name) of \(right.shape.asTuple)\(place)",
      help: "shapes are aligned at the last axis, where extents must be equal or 1")
  }

  /// (…, m, k) @ (…, k, n); a single axis is a row on the left and a column on the right, as in NumPy.
  private static func product(_ left: TensorOperand, _ right: TensorOperand) throws -> Value {
    guard left.tensor.rank > 0, right.tensor.rank > 0 else {
      throw Diagnostic(.type, "@ is the matrix product, and a number is no matrix", help: "use *")
    }
    let isRow = left.tensor.rank == 1
    let isColumn = right.tensor.rank == 1
    let a = isRow ? try left.tensor.reshaped([1] + left.tensor.shape) : left.tensor
    let b = isColumn ? try right.tensor.reshaped(right.tensor.shape + [1]) : right.tensor
    do {
      let batch = try Tensor.broadcastShape(a.shape.dropLast(2) + [], b.shape.dropLast(2) + [])
      for operand in [a, b] where operand.shape.dropLast(2) + [] != batch {
        try TensorValues.check(batch + operand.shape.suffix(2))
      }
      try TensorValues.check(batch + [a.shape[a.rank - 2], b.shape[b.rank - 1]])
      var result = try a.matrixProduct(b)
      var shape = result.shape
      if isColumn { shape.removeLast() }
      if isRow { shape.remove(at: shape.count - (isColumn ? 1 : 2)) }
      result = try result.reshaped(shape)
      return TensorValues.value(of: result)
    } catch TensorError.shapeMismatch {
      throw mismatch(
        .matrixMultiply, (left.name, left.tensor.shape), (right.name, right.tensor.shape),
        left.tensor.rank - 1)
    }
  }

  // MARK: Rules for two elements

  static func arithmetic(_ operation: BinaryOperation) -> ((Float, Float) -> Float)? {
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

  static func comparison(_ operation: BinaryOperation) -> ((Float, Float) -> Bool)? {
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

  private static func logic(_ operation: BinaryOperation) -> ((Bool, Bool) -> Bool)? {
    switch operation {
    case .bitAnd: { $0 && $1 }
    case .bitOr: { $0 || $1 }
    case .bitXor: (!=)
    default: nil
    }
  }
}
