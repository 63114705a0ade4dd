import Tensors

/// The last two axes with zeros on one side of a diagonal: ONNX's Trilu. The inputs are x and [k]: the
/// diagonal is column − row = k, 0 where it is left out, and is kept.
public struct Triangle: Hashable, Sendable {
  /// Whether what lies above the diagonal is kept, and not what lies below.
  public var keepsUpper: Bool

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 1...2)
    _ = try operands.shape(0, rank: 2...64)
    if operands.count > 1 { try operands.expect(1, kind: .integer) }
    return [operands.types[0]]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    let diagonal = operands.count > 1 ? try operands.integers(1, count: 1)[0] : 0
    let (rows, columns) = (x.shape[x.shape.count - 2], x.shape[x.shape.count - 1])
    let sources = (0..<x.count).map { place in
      let difference = place % columns - place / columns % max(rows, 1)
      let isKept = keepsUpper ? difference >= diagonal : difference <= diagonal
      return isKept ? place : -1
    }
    return [try x.gathered(x.shape, sources)]
  }
}
