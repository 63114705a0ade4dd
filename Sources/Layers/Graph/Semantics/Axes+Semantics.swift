import Glibc
import Tensors

extension Operation {
  func axisType(_ operands: Operands) throws -> ValueType {
    let x = operands.types[0]
    switch self {
    case .reduce(_, let axes, let keepsAxes):
      try operands.expect(count: 1...1)
      if x.kind == .boolean { try operands.expect(0, kind: .float) }
      let axes = try axes.map { try x.shape.axes($0) } ?? Array(x.shape.indices)
      return ValueType(kind: x.kind, shape: x.shape.reduced(axes, keeping: keepsAxes))
    case .argument(_, let axis, let keepsAxis, _):
      try operands.expect(count: 1...1)
      let axis = try (try operands.floats(0)).axis(axis)
      try expect("extent", [x.shape[axis]], in: 1...Int(Int32.max))
      return ValueType(kind: .integer, shape: x.shape.reduced([axis], keeping: keepsAxis))
    case .softmax(let axis), .logSoftmax(let axis):
      try operands.expect(count: 1...1)
      _ = try (try operands.floats(0)).axis(axis)
      return x
    case .cumulativeSum:
      try operands.expect(count: 2...2)
      if x.kind == .boolean { try operands.expect(0, kind: .float) }
      _ = try x.shape.axis(try operands.integers(1, count: 1)[0])
      return x
    default: preconditionFailure("an operation along axes")
    }
  }

  func alongAxes(_ inputs: [NumericArray], _ type: ValueType) throws -> NumericArray {
    let x = inputs[0]
    switch self {
    case .reduce(let reduction, let axes, _):
      let axes = try axes.map { try x.shape.axes($0).sorted() } ?? Array(x.shape.indices)
      let values = try x.rows(along: axes).map { reduction.value($0) }
      return try x.withElements(values, shape: type.shape)
    case .argument(let ofLargest, let axis, _, let takesLast):
      let rows = try x.rows(along: [x.shape.axis(axis)])
      let best = rows.map { $0.place(ofLargest: ofLargest, takesLast: takesLast) }
      return .integers(try IntegerArray(best, shape: type.shape))
    case .softmax(let axis):
      return try x.mapRows(along: x.shape.axis(axis)) { row in
        let largest = row.max() ?? 0
        let powers = row.map { exp($0 - largest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
      }
    case .logSoftmax(let axis):
      return try x.mapRows(along: x.shape.axis(axis)) { row in
        let whole = Reduction.logOfExponentials.value(row)
        return row.map { $0 - whole }
      }
    case .cumulativeSum(let isExclusive, let isReversed):
      let axis = try x.shape.axis(try Operands(inputs).integers(1, count: 1)[0])
      return try x.mapRows(along: axis) { row in
        var sum = 0.0
        let sums = (isReversed ? row.reversed() : row).map { value in
          defer { sum += value }
          return isExclusive ? sum : sum + value
        }
        return isReversed ? sums.reversed() : sums
      }
    default: preconditionFailure("an operation along axes")
    }
  }
}

extension Reduction {
  /// The reduction of some numbers.
  func value(_ row: [Double]) -> Double {
    switch self {
    case .sum: return row.reduce(0, +)
    case .mean: return row.reduce(0, +) / Double(row.count)
    case .maximum: return row.reduce(-.infinity) { $0.isNaN || $0 > $1 ? $0 : $1 }
    case .minimum: return row.reduce(.infinity) { $0.isNaN || $0 < $1 ? $0 : $1 }
    case .product: return row.reduce(1, *)
    case .sumOfMagnitudes: return row.reduce(0) { $0 + abs($1) }
    case .norm: return row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case .sumOfSquares: return row.reduce(0) { $0 + $1 * $1 }
    case .logOfSum: return log(row.reduce(0, +))
    case .logOfExponentials:
      let largest = row.max() ?? -.infinity
      guard largest.isFinite else { return largest }
      return largest + log(row.reduce(0) { $0 + exp($1 - largest) })
    }
  }
}

extension NumericArray {
  /// All elements as numbers.
  fileprivate var numbers: [Double] {
    switch self {
    case .floats(let tensor): tensor.elements.map(Double.init)
    case .integers(let array), .booleans(let array): array.elements.map(Double.init)
    }
  }

  /// An array of this one's kind.
  fileprivate func withElements(_ values: [Double], shape: [Int]) throws -> NumericArray {
    let floats = NumericArray.floats(try Tensor(values.map { Float($0) }, shape: shape))
    if case .floats = self { return floats }
    let whole = values.map { Int(exactly: $0.rounded(.towardZero)) ?? 0 }
    return .integers(try IntegerArray(whole, shape: shape))
  }

  /// For each position along the other axes, in order, the elements along these.
  fileprivate func rows(along axes: [Int]) throws -> [[Double]] {
    let order = shape.order(movingLast: axes).order
    let moved = order.map { shape[$0] }
    let strides = shape.rowMajorStrides
    let sources = moved.offsets(strides: order.map { strides[$0] })
    let length = axes.reduce(1) { $0 * shape[$1] }
    let numbers = numbers
    return (0..<shape.product / max(length, 1)).map { row in
      sources[row * length..<(row + 1) * length].map { numbers[$0] }
    }
  }

  /// Each row along an axis through a function.
  fileprivate func mapRows(
    along axis: Int, _ transform: ([Double]) -> [Double]
  ) throws -> NumericArray {
    let (order, back) = shape.order(movingLast: [axis])
    let moved = order.map { shape[$0] }
    let rows = try rows(along: [axis]).flatMap(transform)
    let strides = moved.rowMajorStrides
    return try withElements(rows, shape: moved)
      .gathered(shape, shape.offsets(strides: back.map { strides[$0] }))
  }
}

extension [Double] {
  /// The place of the largest (or smallest) number, the first of equals or the last; NaN wins.
  fileprivate func place(ofLargest: Bool, takesLast: Bool) -> Int {
    var best = 0
    for place in indices.dropFirst() {
      let (new, old) = (self[place], self[best])
      if old.isNaN { break }
      let wins = new.isNaN || (ofLargest ? new > old : new < old) || takesLast && new == old
      if wins { best = place }
    }
    return best
  }
}

extension [Int] {
  /// The shape after a reduction along some axes.
  fileprivate func reduced(_ axes: [Int], keeping: Bool) -> [Int] {
    keeping
      ? indices.map { axes.contains($0) ? 1 : self[$0] }
      : indices.filter { !axes.contains($0) }.map { self[$0] }
  }
}
