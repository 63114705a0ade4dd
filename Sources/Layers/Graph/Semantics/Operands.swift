import Tensors

/// What is known of a node's inputs: their types, and the numbers of those that are constants.
struct Operands {
  let types: [ValueType]
  let arrays: [NumericArray?]

  init(_ types: [ValueType], _ arrays: [NumericArray?]) {
    self.types = types
    self.arrays = arrays
  }

  /// Operands that are all known.
  init(_ arrays: [NumericArray]) { self.init(arrays.map(\.type), arrays) }

  var count: Int { types.count }

  func expect(count allowed: ClosedRange<Int>) throws(GraphError.Problem) {
    guard allowed.contains(count) else { throw .inputCount(found: count, allowed: allowed) }
  }

  func expect(_ input: Int, kind: ElementKind) throws(GraphError.Problem) {
    guard types[input].kind == kind else {
      throw .elementKind(input: input, found: types[input].kind, expected: kind)
    }
  }

  /// The shape of an input of any kind, whose number of axes must be allowed.
  func shape(
    _ input: Int, rank allowed: ClosedRange<Int> = 0...Int.max
  ) throws(GraphError.Problem) -> [Int] {
    let shape = types[input].shape
    guard allowed.contains(shape.count) else {
      throw .rank(input: input, found: shape.count, allowed: allowed)
    }
    return shape
  }

  /// The same of floats.
  func floats(
    _ input: Int, rank allowed: ClosedRange<Int> = 0...Int.max
  ) throws(GraphError.Problem) -> [Int] {
    try expect(input, kind: .float)
    return try shape(input, rank: allowed)
  }

  /// The numbers of floats that are known.
  func tensor(_ input: Int) throws(GraphError.Problem) -> Tensor {
    try expect(input, kind: .float)
    guard case .floats(let tensor)? = arrays[input] else { throw .notConstant(input: input) }
    return tensor
  }

  /// The elements of integers, or of truth values as 0 and 1, that are known.
  func integers(_ input: Int) throws(GraphError.Problem) -> [Int] {
    guard let array = arrays[input] else { throw .notConstant(input: input) }
    switch array {
    case .integers(let array), .booleans(let array): return array.elements
    case .floats:
      throw .elementKind(input: input, found: .float, expected: .integer)
    }
  }

  /// Integers of which there must be `count`.
  func integers(_ input: Int, count: Int) throws(GraphError.Problem) -> [Int] {
    let found = try integers(input)
    guard found.count == count else {
      throw .extents(left: [found.count], right: [count], axis: 0)
    }
    return found
  }

  /// A parameter of one number a channel.
  func expect(_ input: Int, channels: Int) throws(GraphError.Problem) {
    let shape = try floats(input, rank: 1...1)
    guard shape[0] == channels else {
      throw .extents(left: shape, right: [channels], axis: 0)
    }
  }
}

extension [Int] {
  /// An axis counted from the front of a shape, where negative ones count from the back.
  func axis(_ axis: Int) throws(GraphError.Problem) -> Int {
    let positive = axis < 0 ? axis + count : axis
    guard indices.contains(positive) else { throw .axis(axis, shape: self) }
    return positive
  }

  /// Several axes, each at most once.
  func axes(_ axes: [Int]) throws(GraphError.Problem) -> [Int] {
    var positive: [Int] = []
    for axis in axes { positive.append(try self.axis(axis)) }
    guard Set(positive).count == axes.count else {
      throw .unsupported("the same axis twice in \(axes)")
    }
    return positive
  }

  /// How many elements an array of this shape has.
  var product: Int { reduce(1, *) }

  /// The distance between neighbours along each axis of an array of this shape in row-major order.
  var rowMajorStrides: [Int] {
    var strides = [Int](repeating: 1, count: count)
    for axis in indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * self[axis + 1]
    }
    return strides
  }

  /// The shape of two arrays together, where extents of 1 and missing front axes are repeated.
  func broadcast(with other: [Int]) throws(GraphError.Problem) -> [Int] {
    let rank = Swift.max(count, other.count)
    let left = [Int](repeating: 1, count: rank - count) + self
    let right = [Int](repeating: 1, count: rank - other.count) + other
    var result = left
    for axis in 0..<rank where left[axis] != right[axis] {
      guard left[axis] == 1 || right[axis] == 1 else {
        throw .extents(left: self, right: other, axis: axis)
      }
      result[axis] = left[axis] == 1 ? right[axis] : left[axis]
    }
    return result
  }
}

/// Throws unless a parameter lies in a range.
func expect(
  _ name: String, _ values: [Int], in range: ClosedRange<Int>
) throws(GraphError.Problem) {
  for value in values where !range.contains(value) {
    throw .parameter(
      name: name, value: value, allowed: "\(range.lowerBound) ... \(range.upperBound)")
  }
}
