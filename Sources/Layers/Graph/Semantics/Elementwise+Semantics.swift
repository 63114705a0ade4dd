import Glibc
import Tensors

extension Operation {
  func elementwiseType(_ operands: Operands) throws -> ValueType {
    switch self {
    case .activation(let activation):
      try operands.expect(count: 1...1)
      let x = try operands.floats(0)
      if case .preLU(let slopes) = activation, slopes.count != 1,
        x.count < 2 || x[1] != slopes.count
      {
        throw GraphError.Problem.extents(left: x, right: [slopes.count], axis: 1)
      }
      return .floats(x)
    case .parametricReLU:
      try operands.expect(count: 2...2)
      let (x, slope) = (try operands.floats(0), try operands.floats(1))
      guard try x.broadcast(with: slope) == x else {
        throw GraphError.Problem.extents(left: x, right: slope, axis: nil)
      }
      return .floats(x)
    case .unary(let function):
      try operands.expect(count: 1...1)
      return try function.outputType(operands)
    case .binary(let function):
      try operands.expect(count: 2...2)
      return try function.outputType(operands)
    case .select:
      try operands.expect(count: 3...3)
      try operands.expect(0, kind: .boolean)
      let kind = operands.types[1].kind
      try operands.expect(2, kind: kind)
      let both = try operands.types[1].shape.broadcast(with: operands.types[2].shape)
      return ValueType(kind: kind, shape: try operands.types[0].shape.broadcast(with: both))
    case .cast(let kind):
      try operands.expect(count: 1...1)
      return ValueType(kind: kind, shape: operands.types[0].shape)
    default: preconditionFailure("an operation on elements")
    }
  }

  func elementwise(_ inputs: [NumericArray], _ type: ValueType) throws -> NumericArray {
    switch (self, inputs[0]) {
    case (.activation(let activation), .floats(let x)):
      guard case .preLU = activation else { return .floats(x.map { activation.value($0) }) }
      return .floats(try x.mappedByChannel { Double(activation.value($0, channel: $1)) })
    case (.parametricReLU, .floats(let x)):
      guard case .floats(let slope) = inputs[1] else { break }
      return .floats(try x.combined(with: slope) { $0 < 0 ? $0 * $1 : $0 })
    case (.unary(let function), let x): return try function.evaluate(x)
    case (.binary(let function), let left): return try function.evaluate(left, inputs[1], type)
    case (.cast(let kind), let x): return try x.cast(to: kind)
    case (.select, .booleans(let condition)):
      let chosen = condition.shape.sources(broadcastTo: type.shape)
      let then = inputs[1].shape.sources(broadcastTo: type.shape)
      let otherwise = inputs[2].shape.sources(broadcastTo: type.shape)
      let both = try NumericArray.joined([inputs[1], inputs[2]])
      let offset = inputs[1].count
      return try both.gathered(
        type.shape,
        chosen.indices.map {
          condition.elements[chosen[$0]] != 0 ? then[$0] : offset + otherwise[$0]
        })
    default: break
    }
    preconditionFailure("an operation on elements whose types were checked")
  }
}

extension UnaryFunction {
  func outputType(_ operands: Operands) throws -> ValueType {
    let type = operands.types[0]
    switch self {
    case .absolute, .negative, .sign:
      if type.kind == .boolean { try operands.expect(0, kind: .float) }
      return type
    case .not:
      try operands.expect(0, kind: .boolean)
      return type
    case .isNaN:
      return ValueType(kind: .boolean, shape: try operands.floats(0))
    default: return .floats(try operands.floats(0))
    }
  }

  func evaluate(_ x: NumericArray) throws -> NumericArray {
    switch x {
    case .floats(let x) where self == .isNaN:
      return .booleans(try IntegerArray(x.elements.map { $0.isNaN ? 1 : 0 }, shape: x.shape))
    case .floats(let x): return .floats(x.map { Float(value(Double($0))) })
    case .booleans(let x):
      return .booleans(try IntegerArray(x.elements.map { 1 - $0 }, shape: x.shape))
    case .integers(let x):
      let elements = x.elements.map {
        self == .absolute
          ? Int($0.magnitude & .max >> 1) : self == .negative ? 0 &- $0 : $0.signum()
      }
      return .integers(try IntegerArray(elements, shape: x.shape))
    }
  }

  /// The function of one number.
  func value(_ x: Double) -> Double {
    switch self {
    case .absolute: return abs(x)
    case .negative: return -x
    case .reciprocal: return 1 / x
    case .squareRoot: return x.squareRoot()
    case .logarithm: return log(x)
    case .sine: return sin(x)
    case .cosine: return cos(x)
    case .floor: return x.rounded(.down)
    case .ceiling: return x.rounded(.up)
    case .round: return x.rounded(.toNearestOrEven)
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    case .errorFunction: return erf(x)
    case .softplus: return max(x, 0) + log1p(exp(-abs(x)))
    case .softsign: return x / (1 + abs(x))
    case .elu(let alpha): return x >= 0 ? x : Double(alpha) * expm1(x)
    case .selu(let alpha, let scale):
      return Double(scale) * (x >= 0 ? x : Double(alpha) * expm1(x))
    case .mish: return x * tanh(max(x, 0) + log1p(exp(-abs(x))))
    case .clampedLine(let slope, let offset):
      return min(max(Double(slope) * x + Double(offset), 0), 1)
    case .isNaN, .not: return x.isNaN ? 1 : 0
    }
  }
}

extension BinaryFunction {
  func outputType(_ operands: Operands) throws -> ValueType {
    let kind = operands.types[0].kind
    try operands.expect(1, kind: kind)
    if isLogical { try operands.expect(0, kind: .boolean) }
    if kind == .boolean, !isLogical, self != .equal { try operands.expect(0, kind: .float) }
    let shape = try operands.types[0].shape.broadcast(with: operands.types[1].shape)
    return ValueType(kind: isComparison ? .boolean : kind, shape: shape)
  }

  func evaluate(
    _ left: NumericArray, _ right: NumericArray, _ type: ValueType
  ) throws -> NumericArray {
    switch (left, right) {
    case (.floats(let a), .floats(let b)):
      let result = try a.combined(with: b) { Float(value(Double($0), Double($1))) }
      return isComparison
        ? .booleans(try IntegerArray(result.elements.map { Int($0) }, shape: type.shape))
        : .floats(result)
    case (.integers(let a), .integers(let b)), (.booleans(let a), .booleans(let b)):
      let first = a.shape.sources(broadcastTo: type.shape)
      let second = b.shape.sources(broadcastTo: type.shape)
      let elements = try zip(first, second).map { try value(a.elements[$0], b.elements[$1]) }
      let array = try IntegerArray(elements, shape: type.shape)
      return type.kind == .boolean ? .booleans(array) : .integers(array)
    default: preconditionFailure("operands of one kind")
    }
  }

  /// The function of two numbers; comparisons give 0 or 1.
  func value(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .remainder: fmod(a, b)
    case .modulo: a - b * (a / b).rounded(.down)
    case .maximum: a.isNaN || a > b ? a : b
    case .minimum: a.isNaN || a < b ? a : b
    case .and: a * b
    case .or: Swift.max(a, b)
    case .exclusiveOr: a == b ? 0 : 1
    case .equal: a == b ? 1 : 0
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    }
  }

  /// The function of two integers, modulo 2⁶⁴.
  private func value(_ a: Int, _ b: Int) throws(GraphError.Problem) -> Int {
    switch self {
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply, .and: return a &* b
    case .divide, .remainder, .modulo:
      guard b != 0 else { throw .parameter(name: "divisor", value: 0, allowed: "any but 0") }
      if self == .divide { return a.dividingFullWidthOrZero(by: b) }
      let rest = b == -1 ? 0 : a % b
      return self == .modulo && rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .power: return b < 0 ? (a == 1 ? 1 : 0) : a.raised(to: b)
    case .maximum, .or: return Swift.max(a, b)
    case .minimum: return Swift.min(a, b)
    case .exclusiveOr: return a == b ? 0 : 1
    case .equal: return a == b ? 1 : 0
    case .less: return a < b ? 1 : 0
    case .lessOrEqual: return a <= b ? 1 : 0
    case .greater: return a > b ? 1 : 0
    case .greaterOrEqual: return a >= b ? 1 : 0
    }
  }
}

extension Int {
  /// The quotient towards 0, modulo 2⁶⁴.
  fileprivate func dividingFullWidthOrZero(by other: Int) -> Int {
    other == -1 ? 0 &- self : self / other
  }

  /// The power, modulo 2⁶⁴.
  fileprivate func raised(to exponent: Int) -> Int {
    var (result, base, rest) = (1, self, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* base }
      base = base &* base
      rest >>= 1
    }
    return result
  }
}
