import Tensors

/// ONNX's GatherElements: x, indices of as many axes; the element at a position of the result comes from
/// the same position of x, but along `axis` from the index there.
public struct GatherElements: Hashable, Sendable {
  /// The axis that the indices count along; negative ones count from the back.
  public var axis: Int

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 2...2)
    try operands.checkElements(axis)
    return [ValueType(kind: operands.types[0].kind, shape: operands.types[1].shape)]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    return [try x.gathered(types[0].shape, try operands.elementPlaces(axis))]
  }
}

/// ONNX's GatherND: x, indices whose last axis holds a position along the axes of x that follow the
/// `batchAxes` first, which both have; the result has a part of x in its place.
public struct GatherParts: Hashable, Sendable {
  /// How many axes in front both inputs share.
  public var batchAxes: Int

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 2...2)
    let depth = try operands.checkParts(batchAxes)
    let shape =
      operands.types[1].shape.dropLast() + operands.types[0].shape.dropFirst(batchAxes + depth)
    return [ValueType(kind: operands.types[0].kind, shape: Array(shape))]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    let (starts, length) = try operands.partPlaces(batchAxes)
    return [try x.gathered(types[0].shape, starts.flatMap { $0..<$0 + length })]
  }
}

extension Operands {
  /// Throws unless the indices have the axes of x, and no more elements along the others.
  func checkElements(_ axis: Int) throws {
    let x = types[0].shape
    try expect(1, kind: .integer)
    let indices = try shape(1, rank: x.count...x.count)
    let axis = try x.axis(axis)
    for place in x.indices where place != axis && indices[place] > x[place] {
      throw GraphError.Problem.extents(left: x, right: indices, axis: place)
    }
  }

  /// Where in x each element of the indices points to.
  func elementPlaces(_ axis: Int) throws -> [Int] {
    let (x, shape) = (types[0].shape, types[1].shape)
    let (axis, strides) = (try x.axis(axis), types[0].shape.rowMajorStrides)
    let indices = try integers(1)
    var others = strides
    others[axis] = 0
    return try zip(shape.offsets(strides: others), indices).map { offset, index in
      offset + (try x.position(index, axis)) * strides[axis]
    }
  }

  /// Throws unless the indices name parts of x; how many axes a position has.
  func checkParts(_ batchAxes: Int) throws -> Int {
    let (x, indices) = (types[0].shape, types[1].shape)
    try expect(1, kind: .integer)
    try Layers.expect("batch axes", [batchAxes], in: 0...max(min(x.count, indices.count) - 1, 0))
    guard let depth = indices.last else {
      throw GraphError.Problem.rank(input: 1, found: 0, allowed: 1...64)
    }
    try Layers.expect("axes of a position", [depth], in: 0...x.count - batchAxes)
    guard x.prefix(batchAxes) == indices.prefix(batchAxes) else {
      throw GraphError.Problem.extents(left: x, right: indices, axis: 0)
    }
    return depth
  }

  /// Where in x each part begins, and how long it is.
  func partPlaces(_ batchAxes: Int) throws -> (starts: [Int], length: Int) {
    let (x, shape) = (types[0].shape, types[1].shape)
    let (strides, depth) = (types[0].shape.rowMajorStrides, shape.last ?? 0)
    let indices = try integers(1)
    let count = shape.dropLast().reduce(1, *)
    let perBatch = shape[batchAxes..<max(shape.count - 1, batchAxes)].reduce(1, *)
    let batchLength = x.dropFirst(batchAxes).reduce(1, *)
    let starts = try (0..<count).map { part in
      try (0..<depth).reduce(part / max(perBatch, 1) * batchLength) { offset, axis in
        offset
          + (try x.position(indices[part * depth + axis], batchAxes + axis))
          * strides[batchAxes + axis]
      }
    }
    return (starts, x.dropFirst(batchAxes + depth).reduce(1, *))
  }
}

extension [Int] {
  /// A position along an axis of this shape, where negative indices count from the back.
  fileprivate func position(_ index: Int, _ axis: Int) throws(TensorError) -> Int {
    let extent = self[axis]
    guard index >= -extent, index < extent else {
      throw .rangeOutOfBounds(lower: index, upper: index, axis: axis, shape: self)
    }
    return index < 0 ? index + extent : index
  }
}
