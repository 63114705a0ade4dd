extension Tensor {
  /// The part of the tensor inside these ranges, one an axis from the front; missing ones are whole.
  public func slice(_ ranges: [Range<Int>?]) throws(TensorError) -> Tensor {
    let region = try region(ranges)
    let steps = Self.strides(of: shape)
    let start = zip(region, steps).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
    return gathered(shape: region.map(\.count), steps: steps, start: start)
  }

  /// The part at one index of an axis, which disappears.
  public func slice(axis: Int, at index: Int) throws(TensorError) -> Tensor {
    let axis = try self.axis(axis)
    var ranges = [Range<Int>?](repeating: nil, count: rank)
    guard index >= 0, index < shape[axis] else {
      throw .rangeOutOfBounds(lower: index, upper: index, axis: axis, shape: shape)
    }
    ranges[axis] = index..<index + 1
    var smaller = shape
    smaller.remove(at: axis)
    return try slice(ranges).reshaped(smaller)
  }

  /// Writes `values`, repeated where their extents are 1, into the part inside these ranges.
  public mutating func assign(
    _ values: Tensor, to ranges: [Range<Int>?]
  ) throws(TensorError) {
    let region = try region(ranges)
    let extents = region.map(\.count)
    let source = try values.broadcast(to: extents)
    let steps = Self.strides(of: shape)
    let start = zip(region, steps).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
    withUnsafeMutableElements { out in
      source.withUnsafeElements { from in
        var next = 0
        Self.walk(extents, steps: steps, start: start) { offset, count, step in
          for i in 0..<count { out[offset + i * step] = from[next + i] }
          next += count
        }
      }
    }
  }

  /// Tensors that agree in all other extents, one after another along an axis.
  public static func concatenate(
    _ tensors: [Tensor], axis: Int
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw .nothingToConcatenate }
    let along = try first.axis(axis)
    for other in tensors.dropFirst() {
      guard other.rank == first.rank else {
        throw .shapeMismatch(left: first.shape, right: other.shape, axis: nil)
      }
      for axis in first.shape.indices
      where axis != along && other.shape[axis] != first.shape[axis] {
        throw .shapeMismatch(left: first.shape, right: other.shape, axis: axis)
      }
    }
    var shape = first.shape
    shape[along] = tensors.reduce(0) { $0 + $1.shape[along] }
    let result = AlignedStorage(count: try count(of: shape))
    let outer = shape[..<along].reduce(1, *)
    let whole = shape[along...].reduce(1, *)
    var start = 0
    for tensor in tensors {
      let part = tensor.shape[along...].reduce(1, *)
      tensor.withUnsafeElements { from in
        for row in 0..<outer {
          let target = UnsafeMutableBufferPointer(
            rebasing: result.elements[row * whole + start..<row * whole + start + part])
          _ = target.initialize(fromContentsOf: from[row * part..<(row + 1) * part])
        }
      }
      start += part
    }
    return Tensor(shape: shape, storage: result)
  }

  /// The tensor inside a border of `value`: (before, after) for each axis from the front.
  public func padded(
    _ amounts: [(before: Int, after: Int)], with value: Float = 0
  ) throws(TensorError) -> Tensor {
    guard amounts.count <= rank else {
      throw .axisOutOfRange(axis: amounts.count - 1, shape: shape)
    }
    var extents = shape
    var inner: [Range<Int>?] = shape.map { 0..<$0 }
    for (axis, amount) in amounts.enumerated() {
      for border in [amount.before, amount.after] where border < 0 || border > 1 << 31 {
        throw .invalidParameter(name: "padding", value: border, allowed: "0 or more")
      }
      extents[axis] += amount.before + amount.after
      inner[axis] = amount.before..<amount.before + shape[axis]
    }
    var result = try Tensor(repeating: value, shape: extents)
    try result.assign(self, to: inner)
    return result
  }

  /// The axes in another order: axis i of the result is axis `order[i]` of this tensor.
  public func permuted(_ order: [Int]) throws(TensorError) -> Tensor {
    guard order.sorted() == Array(shape.indices) else {
      throw .invalidPermutation(order, shape: shape)
    }
    let steps = Self.strides(of: shape)
    return gathered(shape: order.map { shape[$0] }, steps: order.map { steps[$0] }, start: 0)
  }

  /// Two axes exchanged; by default the last two.
  public func transposed(_ first: Int = -2, _ second: Int = -1) throws(TensorError) -> Tensor {
    var order = Array(shape.indices)
    order.swapAt(try axis(first), try axis(second))
    return try permuted(order)
  }

  /// (batch, channels, height, width) as (batch, height, width, channels).
  public func channelsLast() throws(TensorError) -> Tensor {
    guard rank == 4 else { throw .rankMismatch(expected: 4, shape: shape) }
    return try permuted([0, 2, 3, 1])
  }

  /// (batch, height, width, channels) as (batch, channels, height, width).
  public func channelsFirst() throws(TensorError) -> Tensor {
    guard rank == 4 else { throw .rankMismatch(expected: 4, shape: shape) }
    return try permuted([0, 3, 1, 2])
  }

  /// The distance between neighbours along each axis of a row-major shape.
  static func strides(of shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    return strides
  }

  /// A new tensor whose element at index i is the one at start + Σ i[axis] · steps[axis] of this one.
  func gathered(shape: [Int], steps: [Int], start: Int) -> Tensor {
    let result = AlignedStorage(count: shape.reduce(1, *))
    withUnsafeElements { from in
      var next = 0
      Self.walk(shape, steps: steps, start: start) { offset, count, step in
        for i in 0..<count { result.elements[next + i] = from[offset + i * step] }
        next += count
      }
    }
    return Tensor(shape: shape, storage: result)
  }

  /// Visits the rows of a strided region in order: where each starts, its length and its step.
  private static func walk(
    _ shape: [Int], steps: [Int], start: Int, _ visit: (Int, Int, Int) -> Void
  ) {
    guard !shape.contains(0) else { return }
    let (length, step) = (shape.last ?? 1, steps.last ?? 1)
    var index = [Int](repeating: 0, count: Swift.max(shape.count - 1, 0))
    var offset = start
    while true {
      visit(offset, length, step)
      var axis = index.count - 1
      while axis >= 0 {
        index[axis] += 1
        offset += steps[axis]
        if index[axis] < shape[axis] { break }
        offset -= shape[axis] * steps[axis]
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  private func region(_ ranges: [Range<Int>?]) throws(TensorError) -> [Range<Int>] {
    guard ranges.count <= rank else {
      throw .axisOutOfRange(axis: ranges.count - 1, shape: shape)
    }
    var region = shape.map { 0..<$0 }
    for (axis, range) in ranges.enumerated() {
      guard let range else { continue }
      guard range.lowerBound >= 0, range.upperBound <= shape[axis] else {
        throw .rangeOutOfBounds(
          lower: range.lowerBound, upper: range.upperBound, axis: axis, shape: shape)
      }
      region[axis] = range
    }
    return region
  }
}
