import Tensors

/// Where a slice reads: for each axis its first position, its step, and how many it takes.
struct SliceRegion {
  private let shape: [Int]
  private(set) var starts: [Int]
  private(set) var steps: [Int]
  private(set) var counts: [Int]

  /// From the inputs x, starts, ends, [axes], [steps].
  init(_ operands: Operands, _ shape: [Int]) throws {
    try operands.expect(count: 3...5)
    let first = try operands.integers(1)
    let ends = try operands.integers(2, count: first.count)
    let axes =
      try operands.count > 3
      ? operands.integers(3, count: first.count) : Array(first.indices)
    let by =
      try operands.count > 4
      ? operands.integers(4, count: first.count) : [Int](repeating: 1, count: first.count)
    self.shape = shape
    starts = shape.map { _ in 0 }
    steps = shape.map { _ in 1 }
    counts = shape
    for (place, axis) in try shape.axes(axes).enumerated() {
      try add(axis, from: first[place], to: ends[place], by: by[place])
    }
  }

  private mutating func add(
    _ axis: Int, from start: Int, to end: Int, by step: Int
  ) throws(GraphError.Problem) {
    guard step != 0 else { throw .parameter(name: "step", value: 0, allowed: "any but 0") }
    let extent = shape[axis]
    let step = min(max(step, -extent - 1), extent + 1)
    func positive(_ position: Int) -> Int { position < 0 ? position + extent : position }
    if step > 0 {
      let start = min(max(positive(start), 0), extent)
      let end = min(max(positive(end), 0), extent)
      (starts[axis], counts[axis]) = (start, max(0, (end - start + step - 1) / step))
    } else {
      let start = min(max(positive(start), -1), extent - 1)
      let end = min(max(positive(end), -1), extent - 1)
      (starts[axis], counts[axis]) = (start, max(0, (start - end - step - 1) / -step))
    }
    steps[axis] = step
  }

  /// The source of each element of the slice.
  var sources: [Int] {
    let strides = shape.rowMajorStrides
    return counts.offsets(
      strides: zip(steps, strides).map(*),
      from: counts.contains(0) ? 0 : starts.offset(strides: strides))
  }
}

/// Where a padded value reads: for each axis how much is added before and after. Negative amounts cut
/// first, so that what is added mirrors, continues or repeats the rest.
struct PadRegion {
  let before: [Int]
  let after: [Int]
  private let x: [Int]
  /// What is left of each axis after cutting.
  private let rest: [Int]

  /// From the inputs x, amounts, [value].
  init(_ operands: Operands, _ x: [Int], _ mode: PadMode) throws {
    try operands.expect(count: 2...3)
    let amounts = try operands.integers(1, count: 2 * x.count)
    before = Array(amounts[..<x.count])
    after = Array(amounts[x.count...])
    self.x = x
    try expect("padding", amounts, in: -Int(Int32.max)...Int(Int32.max))
    rest = x.indices.map { x[$0] + min(amounts[$0], 0) + min(amounts[x.count + $0], 0) }
    try expect("extent after cutting", rest, in: 0...Int(Int32.max))
    for axis in x.indices {
      let limit =
        switch mode {
        case .constant: Int(Int32.max)
        case .reflect: max(rest[axis] - 1, 0)
        case .edge, .wrap: rest[axis] > 0 ? Int(Int32.max) : 0
        }
      try expect("padding", [max(before[axis], 0), max(after[axis], 0)], in: 0...limit)
      try expect("padded extent", [x[axis] + before[axis] + after[axis]], in: 0...Int(Int32.max))
    }
  }

  var shape: [Int] { x.indices.map { x[$0] + before[$0] + after[$0] } }

  /// The source of each element, −1 where the filler belongs.
  func sources(_ mode: PadMode) -> [Int] {
    let strides = x.rowMajorStrides
    return shape.positions { at in
      var offset = 0
      for axis in x.indices {
        guard let source = mode.source(at[axis] - max(before[axis], 0), extent: rest[axis]) else {
          return -1
        }
        offset += (source - min(before[axis], 0)) * strides[axis]
      }
      return offset
    }
  }
}

extension PadMode {
  /// The position that fills another one; nil for the filler.
  func source(_ position: Int, extent: Int) -> Int? {
    if position >= 0 && position < extent { return position }
    switch self {
    case .constant: return nil
    case .reflect: return position < 0 ? -position : 2 * (extent - 1) - position
    case .edge: return position < 0 ? 0 : extent - 1
    case .wrap: return (position % extent + extent) % extent
    }
  }
}

extension [Int] {
  /// Calls `source` with the position of each element of an array of this shape, in order.
  func positions(_ source: ([Int]) -> Int) -> [Int] {
    var at = [Int](repeating: 0, count: count)
    return (0..<product).map { _ in
      defer {
        var axis = count - 1
        while axis >= 0 {
          at[axis] += 1
          if at[axis] < self[axis] { break }
          at[axis] = 0
          axis -= 1
        }
      }
      return source(at)
    }
  }

  /// Where a position lies in memory.
  func offset(strides: [Int]) -> Int { zip(self, strides).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Where each element of an array of this shape lies, with these strides.
  func offsets(strides: [Int], from start: Int = 0) -> [Int] {
    positions { start + $0.offset(strides: strides) }
  }

  /// Where each element of a larger shape comes from, when this one is repeated.
  func sources(broadcastTo wanted: [Int]) -> [Int] {
    let own = [Int](repeating: 1, count: wanted.count - count) + self
    let strides = zip(own, own.rowMajorStrides).map { $0 == 1 ? 0 : $1 }
    return wanted.offsets(strides: strides)
  }

  /// Where each element of a depth-to-space's output comes from.
  func depthSources(_ output: [Int], _ block: Int, _ order: DepthOrder) -> [Int] {
    let (strides, channels) = (rowMajorStrides, output[1])
    return output.positions { at in
      let part = at[2] % block * block + at[3] % block
      let channel =
        order == .blocksFirst ? part * channels + at[1] : at[1] * block * block + part
      return [at[0], channel, at[2] / block, at[3] / block].offset(strides: strides)
    }
  }

  /// Where each element of a space-to-depth's output comes from.
  func spaceSources(_ output: [Int], _ block: Int) -> [Int] {
    let (strides, channels) = (rowMajorStrides, self[1])
    return output.positions { at in
      let part = at[1] / channels
      return [
        at[0], at[1] % channels, at[2] * block + part / block, at[3] * block + part % block,
      ].offset(strides: strides)
    }
  }
}
