import Tensors

/// The positions of what is not 0: (axes, how many), in row-major order. How many there are decides the
/// shape, so x must follow from constants and sizes.
enum NonZero {
  static func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 1...1)
    let shape = operands.types[0].shape
    return [ValueType(kind: .integer, shape: [max(shape.count, 1), try places(operands).count])]
  }

  static func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    let places = try places(operands)
    let shape = operands.types[0].shape.isEmpty ? [1] : operands.types[0].shape
    let positions = zip(shape, shape.rowMajorStrides).flatMap { extent, stride in
      places.map { $0 / stride % extent }
    }
    return [.integers(try IntegerArray(positions, shape: types[0].shape))]
  }

  private static func places(_ operands: Operands) throws -> [Int] {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    switch x {
    case .floats(let tensor): return tensor.elements.indices.filter { tensor.elements[$0] != 0 }
    case .integers(let array), .booleans(let array):
      return array.elements.indices.filter { array.elements[$0] != 0 }
    }
  }
}
