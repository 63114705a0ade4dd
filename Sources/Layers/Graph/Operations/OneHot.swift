import Tensors

/// A new axis along which one element is on: ONNX's OneHot. The inputs are indices, their number (the
/// extent of the new axis), and two values, off and on; negative indices count from the back, and others
/// outside turn nothing on.
public struct OneHot: Hashable, Sendable {
  /// The place of the new axis in the result.
  public var axis: Int

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 3...3)
    guard let depth = operands.arrays[1]?.scalar else {
      throw GraphError.Problem.notConstant(input: 1)
    }
    guard let depth = Int(exactly: depth.rounded(.towardZero)) else {
      throw GraphError.Problem.unsupported("an axis of \(depth) elements")
    }
    try expect("depth", [depth], in: 0...Int(Int32.max))
    guard operands.types[2].count == 2 else {
      throw GraphError.Problem.extents(left: operands.types[2].shape, right: [2], axis: 0)
    }
    var shape = operands.types[0].shape
    let place = try [Int](repeating: 1, count: shape.count + 1).axis(axis)
    shape.insert(depth, at: place)
    return [ValueType(kind: operands.types[2].kind, shape: shape)]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    guard let found = operands.arrays[0], let values = operands.arrays[2],
      case .integers(let indices) = try found.cast(to: .integer)
    else { throw GraphError.Problem.notConstant(input: 0) }
    let shape = types[0].shape
    let axis = try shape.axis(axis)
    let (depth, inner) = (shape[axis], shape[(axis + 1)...].reduce(1, *))
    let sources = (0..<types[0].count).map { place in
      let index = indices.elements[place / (depth * inner) * inner + place % inner]
      return (index < 0 ? index &+ depth : index) == place / inner % depth ? 1 : 0
    }
    return [try values.gathered(shape, sources)]
  }
}
