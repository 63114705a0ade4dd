/// The second pass of the distance transform: from distances within columns to distances.
///
/// Near pixels first: a few steps to both sides, in 16-bit vectors, settle every pixel that is less
/// than `reach` away from background. Only stretches that hold deeper pixels go through
/// ``RowEnvelope``. Both are exact and linear in the length of the row. One object serves one thread
/// and is reused for all of its rows.
final class RowDistances {
  private typealias Block = SIMD8<Int16>

  /// How far away background settles no pixel any more; a power of two.
  private static let reach = 8
  /// Column distances are capped for the near pixels, so that sums of two squares fit 16 bits.
  private static let cap = 180

  private let width: Int
  private let blockCount: Int
  private let isClosed: (before: Bool, after: Bool)
  private let envelope: RowEnvelope
  /// Capped squares of the row in whole blocks, with a margin of `reach` columns on both sides.
  private let heights: UnsafeMutablePointer<Int16>

  /// - Parameters:
  ///   - width: the length of the rows.
  ///   - isClosed: whether background lies right before and right after each row.
  init(width: Int, isClosed: (before: Bool, after: Bool), reciprocals: [Double]) {
    self.width = width
    self.isClosed = isClosed
    blockCount = (width + Block.scalarCount - 1) / Block.scalarCount
    envelope = RowEnvelope(width: width, reciprocals: reciprocals)
    let padded = blockCount * Block.scalarCount + 2 * Self.reach
    heights = .allocate(capacity: padded)
    heights.initialize(repeating: Int16(Self.cap * Self.cap), count: padded)
    if isClosed.before { heights[Self.reach - 1] = 0 }
    if isClosed.after { heights[Self.reach + width] = 0 }
  }

  deinit { heights.deallocate() }

  /// How many squared distances a row's buffer must have room for: whole blocks.
  var capacity: Int { blockCount * Block.scalarCount }

  /// Turns the column distances of a row into squared distances.
  ///
  /// - Parameter squared: has room for ``capacity`` values, of which the row's are meant.
  func measure<Value: ColumnDistance>(
    _ distances: UnsafePointer<Value>, into squared: UnsafeMutablePointer<Int32>
  ) {
    loadHeights(distances)
    var stretch: Range<Int>?
    for block in 0..<blockCount where !measureNear(block, into: squared) {
      if let open = stretch, block <= open.upperBound + 1 {
        stretch = open.lowerBound..<block + 1
      } else {
        if let stretch { measureFar(distances, stretch, into: squared) }
        stretch = block..<block + 1
      }
    }
    if let stretch { measureFar(distances, stretch, into: squared) }
  }

  private func loadHeights<Value: ColumnDistance>(_ distances: UnsafePointer<Value>) {
    let (heights, cap) = (heights + Self.reach, Value(truncatingIfNeeded: Self.cap))
    for column in 0..<width {
      let distance = Int16(truncatingIfNeeded: min(distances[column], cap))
      heights[column] = distance &* distance
    }
  }

  /// Measures eight pixels by the columns less than `reach` away.
  ///
  /// - Returns: whether all of them are settled.
  @inline(__always)
  private func measureNear(_ block: Int, into squared: UnsafeMutablePointer<Int32>) -> Bool {
    let start = Self.reach + block * Block.scalarCount
    let heights = UnsafeRawPointer(self.heights)
    func load(_ column: Int) -> Block {
      heights.loadUnaligned(fromByteOffset: 2 * column, as: Block.self)
    }
    var nearest = load(start)
    if words(nearest) != .zero {
      for step in 1..<Self.reach {
        let (left, right) = (load(start - step), load(start + step))
        let beside = left.replacing(with: right, where: right .< left) &+ Int16(step * step)
        nearest.replace(with: beside, where: beside .< nearest)
      }
    }
    let wide = SIMD8<Int32>(truncatingIfNeeded: nearest)
    UnsafeMutableRawPointer(squared + block * Block.scalarCount).storeBytes(
      of: wide, as: SIMD8<Int32>.self)
    let reachSquared = UInt64(Self.reach * Self.reach)
    let far = (0x1_0000 - reachSquared) &* 0x0001_0001_0001_0001
    return words(nearest) & SIMD2(repeating: far) == .zero
  }

  @inline(__always)
  private func words(_ block: Block) -> SIMD2<UInt64> {
    unsafeBitCast(block, to: SIMD2<UInt64>.self)
  }

  /// Measures a stretch of blocks by the parabolas that can reach into it.
  ///
  /// Beside the stretch lies a pixel less than `reach` deep, and depth changes by at most 1 from
  /// pixel to pixel: nothing in the stretch is deeper than its length and `reach` together. No
  /// parabola from beyond background counts.
  private func measureFar<Value: ColumnDistance>(
    _ distances: UnsafePointer<Value>, _ blocks: Range<Int>,
    into squared: UnsafeMutablePointer<Int32>
  ) {
    let start = blocks.lowerBound * Block.scalarCount
    let stretch = start..<min(blocks.upperBound * Block.scalarCount, width)
    let isWholeRow = stretch.lowerBound == 0 && stretch.upperBound == width
    let depth = isWholeRow ? 0 : stretch.count + Self.reach
    var (first, end) = (stretch.lowerBound, stretch.upperBound)
    let (lowest, highest) = (max(first - depth, 0), min(end + depth, width))
    while first > lowest, distances[first] != 0 { first -= 1 }
    while end < highest, distances[end - 1] != 0 { end += 1 }
    envelope.evaluate(
      distances, sites: first..<end,
      isClosed: (first == 0 && isClosed.before, end == width && isClosed.after), at: stretch,
      into: squared)
  }
}
