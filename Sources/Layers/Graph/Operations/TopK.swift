import Tensors

/// The largest, or smallest, elements along an axis in their order, and where they are; of equal ones
/// those that come first. The inputs are x and how many, the outputs the elements and their positions.
public struct TopK: Hashable, Sendable {
  /// The axis.
  public var axis: Int
  /// Whether the largest are taken, and not the smallest.
  public var takesLargest: Bool

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 2...2)
    var type = operands.types[0]
    if type.kind == .boolean { try operands.expect(0, kind: .float) }
    let axis = try type.shape.axis(axis)
    let count = try operands.integers(1, count: 1)[0]
    try expect("count", [count], in: 0...type.shape[axis])
    type.shape[axis] = count
    return [type, ValueType(kind: .integer, shape: type.shape)]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    let axis = try x.shape.axis(axis)
    let (extent, inner) = (x.shape[axis], x.shape[(axis + 1)...].reduce(1, *))
    let (wanted, outer) = (types[0].shape[axis], x.shape[..<axis].reduce(1, *))
    var sources = [Int](repeating: 0, count: types[0].count)
    var places = sources
    for row in 0..<outer * inner {
      let (o, i) = (row / inner, row % inner)
      let first = o * extent * inner + i
      let chosen = x.sorted(first, step: inner, count: extent, takesLargest).prefix(wanted)
      for (rank, place) in chosen.enumerated() {
        let target = (o * wanted + rank) * inner + i
        sources[target] = first + place * inner
        places[target] = place
      }
    }
    return [
      try x.gathered(types[0].shape, sources),
      .integers(try IntegerArray(places, shape: types[1].shape)),
    ]
  }
}

extension NumericArray {
  /// The positions of a row's elements from the first of an order to its last; NaN comes last.
  fileprivate func sorted(
    _ first: Int, step: Int, count: Int, _ takesLargest: Bool
  ) -> [Int] {
    func order<Number: Comparable>(_ row: [Number]) -> [Int] {
      row.indices.sorted { a, b in
        row[a] == row[b] ? a < b : (row[a] > row[b]) == takesLargest
      }
    }
    switch self {
    case .integers(let array), .booleans(let array):
      return order((0..<count).map { array.elements[first + $0 * step] })
    case .floats(let tensor):
      let last: Float = takesLargest ? -.infinity : .infinity
      return order(
        tensor.withUnsafeElements { elements in
          (0..<count).map { place in
            let number = elements[first + place * step]
            return number.isNaN ? last : number
          }
        })
    }
  }
}
