/// Which elements of a tensor a subscript chooses, and the shape that they form.
///
/// It is built axis by axis from the front, as subscripts are read; axes that are left over are whole.
/// What is chosen is every combination of the positions on each axis, so a selection costs as much
/// memory as its axes are long, not as many elements as it has.
public struct TensorSelection: Sendable {
  /// The extents of what is chosen.
  public var shape: [Int] { axes.map(\.count) + rest }

  /// The shape that is chosen from.
  public let source: [Int]
  private let strides: [Int]
  /// How many axes of the source have been read.
  private var position = 0
  /// Where the first element lies, by the axes of which one position was taken.
  private var start = 0
  /// The offsets that the positions on each axis of the result add.
  private var axes: [[Int]] = []

  /// Everything of a tensor of this shape.
  public init(of shape: [Int]) {
    source = shape
    strides = Tensor.strides(of: shape)
  }

  /// The axes that no term has read.
  private var rest: [Int] { Array(source[position...]) }

  /// Takes `count` positions of the next axis, from `first` on, `step` apart.
  public mutating func take(from first: Int, step: Int, count: Int) throws(TensorError) {
    let stride = try next()
    if count > 0 {
      try require(first)
      try require(first + (count - 1) * step)
    }
    axes.append((0..<max(count, 0)).map { (first + $0 * step) * stride })
    position += 1
  }

  /// Takes one position of the next axis, which disappears.
  public mutating func take(_ index: Int) throws(TensorError) {
    let stride = try next()
    try require(index)
    start += index * stride
    position += 1
  }

  /// Takes these positions of the next axis, in this order.
  public mutating func take(_ indices: [Int]) throws(TensorError) {
    let stride = try next()
    for index in indices { try require(index) }
    axes.append(indices.map { $0 * stride })
    position += 1
  }

  /// Takes the positions where `mask` is not 0; its axes are the next ones, and become one.
  public mutating func take(where mask: Tensor) throws(TensorError) {
    let covered = Array(source[position...].prefix(mask.rank))
    guard covered == mask.shape else {
      let axis = zip(covered, mask.shape).enumerated().first { $1.0 != $1.1 }?.offset
      throw .shapeMismatch(left: source, right: mask.shape, axis: axis.map { $0 + position })
    }
    let unit = strides[position...].prefix(mask.rank).last ?? 1
    axes.append(
      mask.withUnsafeElements { elements in
        elements.indices.filter { elements[$0] != 0 }.map { $0 * unit }
      })
    position += mask.rank
  }

  /// Adds an axis of extent 1, which the source does not have.
  public mutating func addAxis() { axes.append([0]) }

  private func next() throws(TensorError) -> Int {
    guard position < source.count else { throw .axisOutOfRange(axis: position, shape: source) }
    return strides[position]
  }

  private func require(_ index: Int) throws(TensorError) {
    guard index >= 0, index < source[position] else {
      throw .rangeOutOfBounds(lower: index, upper: index, axis: position, shape: source)
    }
  }

  /// Calls `visit` with the offset of each chosen element, in the order of the result.
  func forEach(_ visit: (Int) -> Void) {
    var all = axes
    for axis in position..<source.count {
      all.append((0..<source[axis]).map { $0 * strides[axis] })
    }
    guard let last = all.popLast() else { return visit(start) }
    guard !last.isEmpty, !all.contains(where: \.isEmpty) else { return }
    var index = [Int](repeating: 0, count: all.count)
    var offset = all.reduce(start) { $0 + $1[0] }
    while true {
      for step in last { visit(offset + step) }
      var axis = all.count - 1
      while axis >= 0 {
        offset -= all[axis][index[axis]]
        index[axis] = (index[axis] + 1) % all[axis].count
        offset += all[axis][index[axis]]
        if index[axis] > 0 { break }
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}

extension Tensor {
  /// A copy of the chosen elements.
  ///
  /// - Throws: ``TensorError/shapeMismatch(left:right:axis:)`` where the selection is of another shape.
  public func selected(_ selection: TensorSelection) throws(TensorError) -> Tensor {
    try requireShape(of: selection)
    let shape = selection.shape
    let result = AlignedStorage(count: try Self.count(of: shape))
    withUnsafeElements { from in
      var next = 0
      selection.forEach { offset in
        result.elements[next] = from[offset]
        next += 1
      }
    }
    return Tensor(shape: shape, storage: result)
  }

  /// Writes `values`, repeated where their extents are 1, to the chosen elements.
  ///
  /// Of an element that is chosen twice the last value remains.
  public mutating func assign(
    _ values: Tensor, at selection: TensorSelection
  ) throws(TensorError) {
    try requireShape(of: selection)
    let source = try values.broadcast(to: selection.shape)
    withUnsafeMutableElements { out in
      source.withUnsafeElements { from in
        var next = 0
        selection.forEach { offset in
          out[offset] = from[next]
          next += 1
        }
      }
    }
  }

  private func requireShape(of selection: TensorSelection) throws(TensorError) {
    guard selection.source == shape else {
      throw .shapeMismatch(left: shape, right: selection.source, axis: nil)
    }
  }
}
