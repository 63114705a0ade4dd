import Tensors

extension Operation {
  func numberType(_ operands: Operands) throws -> ValueType {
    switch self {
    case .shape:
      try operands.expect(count: 1...1)
      return ValueType(kind: .integer, shape: [extents(operands.types[0].shape).count])
    case .range:
      try operands.expect(count: 3...3)
      let kind = operands.types[0].kind
      try operands.expect(1, kind: kind)
      try operands.expect(2, kind: kind)
      return ValueType(kind: kind, shape: [try rangeCount(operands)])
    case .constantOfShape(let scalar):
      try operands.expect(count: 1...1)
      let shape = try operands.integers(0)
      try expect("extent", shape, in: 0...Int(Int32.max))
      return ValueType(kind: scalar.kind, shape: shape)
    default: preconditionFailure("an operation that makes numbers")
    }
  }

  /// The part of a shape that this operation takes.
  func extents(_ shape: [Int]) -> [Int] {
    guard case .shape(let start, let end) = self else { return shape }
    func place(_ position: Int) -> Int {
      min(max(position < 0 ? position + shape.count : position, 0), shape.count)
    }
    let first = place(start)
    return Array(shape[first..<max(first, place(end ?? shape.count))])
  }

  private func bounds(_ operands: Operands) throws -> [Double] {
    try (0..<3).map { input in
      guard let scalar = operands.arrays[input]?.scalar else {
        throw GraphError.Problem.notConstant(input: input)
      }
      return scalar
    }
  }

  private func rangeCount(_ operands: Operands) throws -> Int {
    let bounds = try bounds(operands)
    guard bounds[2] != 0, bounds.allSatisfy(\.isFinite) else {
      throw GraphError.Problem.parameter(name: "step", value: 0, allowed: "any but 0")
    }
    let count = max(0, ((bounds[1] - bounds[0]) / bounds[2]).rounded(.up))
    guard count <= Double(Int32.max) else { throw TensorError.invalidShape([.max]) }
    return Int(count)
  }

  func numbers(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    switch self {
    case .shape: return .integers(IntegerArray(extents(operands.types[0].shape)))
    case .range:
      let bounds = try bounds(operands)
      if type.kind == .float {
        return .floats(Tensor((0..<type.count).map { Float(bounds[0] + Double($0) * bounds[2]) }))
      }
      let (start, step) = (try operands.integers(0)[0], try operands.integers(2)[0])
      return .integers(IntegerArray((0..<type.count).map { start &+ $0 &* step }))
    case .constantOfShape(let scalar):
      switch scalar {
      case .float(let value): return .floats(try Tensor(repeating: value, shape: type.shape))
      case .integer(let value):
        return .integers(
          try IntegerArray(Array(repeating: value, count: type.count), shape: type.shape))
      case .boolean(let value):
        return .booleans(
          try IntegerArray(Array(repeating: value ? 1 : 0, count: type.count), shape: type.shape))
      }
    default: preconditionFailure("an operation that makes numbers")
    }
  }
}

extension Scalar {
  /// The kind of the number.
  var kind: ElementKind {
    switch self {
    case .float: .float
    case .integer: .integer
    case .boolean: .boolean
    }
  }
}
