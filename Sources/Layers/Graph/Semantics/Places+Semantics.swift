import Tensors

extension Operation {
  func placeType(_ operands: Operands) throws -> ValueType {
    let x = operands.types[0]
    return ValueType(kind: x.kind, shape: try placeShape(operands, x.shape))
  }

  private func placeShape(_ operands: Operands, _ x: [Int]) throws -> [Int] {
    switch self {
    case .concatenate(let axis): return try concatenatedShape(operands, axis: axis)
    case .slice: return try SliceRegion(operands, x).counts
    case .pad(let mode): return try PadRegion(operands, x, mode).shape
    case .reshape(let allowsZero):
      try operands.expect(count: 2...2)
      return try Self.reshaped(x, to: try operands.integers(1), allowsZero: allowsZero)
    case .flatten(let axis):
      let axis = axis == x.count ? axis : try x.axis(axis)
      return [x[..<axis].reduce(1, *), x[axis...].reduce(1, *)]
    case .squeeze(let axes):
      let gone = try axes.map { try x.axes($0) } ?? x.indices.filter { x[$0] == 1 }
      for axis in gone where x[axis] != 1 { throw GraphError.Problem.axis(axis, shape: x) }
      return x.indices.filter { !gone.contains($0) }.map { x[$0] }
    case .unsqueeze(let axes):
      let rank = x.count + axes.count
      let new = try [Int](repeating: 1, count: rank).axes(axes)
      var rest = x[...]
      return (0..<rank).map { new.contains($0) ? 1 : rest.removeFirst() }
    case .transpose(let order):
      guard order.sorted() == Array(x.indices) else {
        throw TensorError.invalidPermutation(order, shape: x)
      }
      return order.map { x[$0] }
    case .expand:
      try operands.expect(count: 2...2)
      let wanted = try operands.integers(1)
      try expect("shape", wanted, in: 0...Int(Int32.max))
      return try x.broadcast(with: wanted)
    case .tile:
      try operands.expect(count: 2...2)
      let repeats = try operands.integers(1, count: x.count)
      try expect("repeats", repeats, in: 0...Int(Int32.max))
      return try zip(x, repeats).map { extent, times in
        let (product, overflow) = extent.multipliedReportingOverflow(by: times)
        guard !overflow else { throw TensorError.invalidShape(x) }
        return product
      }
    case .gather(let axis):
      try operands.expect(count: 2...2)
      try operands.expect(1, kind: .integer)
      let axis = try x.axis(axis)
      return x[..<axis] + operands.types[1].shape + x[(axis + 1)...]
    case .depthToSpace(let block, _):
      let x = try operands.shape(0, rank: 4...4)
      try expect("block", [block], in: 1...1 << 10)
      guard x[1] % (block * block) == 0 else {
        throw GraphError.Problem.parameter(
          name: "block", value: block, allowed: "squares that divide \(x[1])")
      }
      return [x[0], x[1] / (block * block), x[2] * block, x[3] * block]
    case .spaceToDepth(let block):
      let x = try operands.shape(0, rank: 4...4)
      try expect("block", [block], in: 1...1 << 10)
      guard x[2] % block == 0, x[3] % block == 0 else {
        throw GraphError.Problem.parameter(
          name: "block", value: block, allowed: "divisors of \(x[2]) and \(x[3])")
      }
      return [x[0], x[1] * block * block, x[2] / block, x[3] / block]
    case .identity:
      try operands.expect(count: 1...1)
      return x
    default: preconditionFailure("an operation on places")
    }
  }

  private func concatenatedShape(_ operands: Operands, axis: Int) throws -> [Int] {
    try operands.expect(count: 1...Int(Int32.max))
    var shape = operands.types[0].shape
    let axis = try shape.axis(axis)
    for input in 1..<max(operands.count, 1) {
      try operands.expect(input, kind: operands.types[0].kind)
      let other = try operands.shape(input, rank: shape.count...shape.count)
      for place in shape.indices where place != axis && shape[place] != other[place] {
        throw GraphError.Problem.extents(left: operands.types[0].shape, right: other, axis: place)
      }
      shape[axis] += other[axis]
    }
    return shape
  }

  /// The extents of a reshaped value: −1 follows from the rest, 0 keeps the extent of its place.
  private static func reshaped(
    _ x: [Int], to wanted: [Int], allowsZero: Bool
  ) throws -> [Int] {
    try expect("extent", wanted, in: -1...Int(Int32.max))
    var shape = wanted
    for place in shape.indices where shape[place] == 0 && !allowsZero {
      guard place < x.count else { throw GraphError.Problem.axis(place, shape: x) }
      shape[place] = x[place]
    }
    try ValueType(kind: .float, shape: shape.map { max($0, 1) }).checkExtents()
    let count = x.product
    if let free = shape.firstIndex(of: -1) {
      shape[free] = 1
      guard shape.product > 0, count % shape.product == 0, !shape.contains(-1) else {
        throw TensorError.countMismatch(shape: wanted, found: count)
      }
      shape[free] = count / shape.product
    }
    guard shape.product == count else {
      throw TensorError.countMismatch(shape: wanted, found: count)
    }
    return shape
  }

  /// The extents of a split's parts.
  func splitSizes(_ operands: Operands, axis: Int, parts: Int) throws -> [Int] {
    try operands.expect(count: 1...2)
    let extent = operands.types[0].shape[try operands.types[0].shape.axis(axis)]
    try expect("parts", [parts], in: 1...max(extent, 1))
    if operands.count > 1 {
      let sizes = try operands.integers(1, count: parts)
      try expect("size", sizes, in: 0...extent)
      guard sizes.reduce(0, +) == extent else {
        throw GraphError.Problem.extents(left: sizes, right: [extent], axis: 0)
      }
      return sizes
    }
    let part = (extent + parts - 1) / parts
    return (0..<parts).map { min(part, max(extent - $0 * part, 0)) }
  }

  func splitParts(
    _ x: NumericArray, axis: Int, _ types: [ValueType]
  ) throws -> [NumericArray] {
    let (axis, strides) = (try x.shape.axis(axis), x.shape.rowMajorStrides)
    var start = 0
    return try types.map { type in
      defer { start += type.shape[axis] }
      return try x.gathered(
        type.shape, type.shape.offsets(strides: strides, from: start * strides[axis]))
    }
  }

  func places(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    guard let x = operands.arrays[0] else { throw GraphError.Problem.notConstant(input: 0) }
    let (shape, strides) = (x.shape, x.shape.rowMajorStrides)
    switch self {
    case .concatenate(let axis):
      return try NumericArray.concatenated(
        operands.arrays.compactMap(\.self), axis: shape.axis(axis), type.shape)
    case .slice: return try x.gathered(type.shape, try SliceRegion(operands, shape).sources)
    case .pad(let mode):
      let filler = operands.count > 2 ? operands.arrays[2]?.scalar : nil
      return try x.gathered(
        type.shape, try PadRegion(operands, shape, mode).sources(mode), filler: filler ?? 0)
    case .reshape, .flatten, .squeeze, .unsqueeze, .identity: return try x.reshaped(type.shape)
    case .transpose(let order):
      return try x.gathered(type.shape, type.shape.offsets(strides: order.map { strides[$0] }))
    case .expand: return try x.gathered(type.shape, shape.sources(broadcastTo: type.shape))
    case .tile:
      return try x.gathered(
        type.shape,
        type.shape.positions { at in zip(at, shape).map { $0 % $1 }.offset(strides: strides) })
    case .gather(let axis): return try gathered(x, operands, axis: shape.axis(axis), type)
    case .depthToSpace(let block, let order):
      return try x.gathered(type.shape, shape.depthSources(type.shape, block, order))
    case .spaceToDepth(let block):
      return try x.gathered(type.shape, shape.spaceSources(type.shape, block))
    default: preconditionFailure("an operation on places")
    }
  }

  private func gathered(
    _ x: NumericArray, _ operands: Operands, axis: Int, _ type: ValueType
  ) throws -> NumericArray {
    let extent = x.shape[axis]
    let indices = try operands.integers(1).map { index in
      guard index >= -extent, index < extent else {
        throw TensorError.rangeOutOfBounds(lower: index, upper: index, axis: axis, shape: x.shape)
      }
      return index < 0 ? index + extent : index
    }
    let inner = x.shape[(axis + 1)...].reduce(1, *)
    let sources = (0..<x.shape[..<axis].reduce(1, *)).flatMap { outer in
      indices.flatMap { index in
        let start = (outer * extent + index) * inner
        return start..<start + inner
      }
    }
    return try x.gathered(type.shape, sources)
  }
}
