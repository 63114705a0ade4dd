/// A distance within a column, in pixels: 16 bits, or 32 for enormous pictures.
protocol ColumnDistance: FixedWidthInteger, BitwiseCopyable, Sendable {}
extension Int16: ColumnDistance {}
extension Int32: ColumnDistance {}

/// The first pass of the distance transform: distances within each column.
///
/// The distance of a region's pixel to the nearest pixel of another code in its own column; 0 where
/// there is no region. Both sweeps go row by row, so that neighbouring columns share vectors.
struct ColumnDistances<Value: ColumnDistance>: Sendable {
  /// What a sweep starts from where an open border gives no distance; whatever is at least this much
  /// is no distance.
  static var unreachable: Value { 1 << (Value.bitWidth - 2) }

  /// The part of the picture that holds every region.
  let box: PixelBox
  private var values: [Value]

  /// Measures all columns of `box`, whose height is below ``unreachable``.
  init(_ regions: Regions, box: PixelBox, threads: Int) {
    self.box = box
    values = [Value](unsafeUninitializedCapacity: box.size.count) { buffer, count in
      count = box.size.count
      guard let start = buffer.baseAddress else { return }
      nonisolated(unsafe) let values = start
      forEachBand(of: box.columns, threads: threads, alignment: 64) { columns in
        regions.codes.withUnsafeBufferPointer { codes in
          guard let codes = codes.baseAddress else { return }
          Stripe(
            codes: codes + columns.lowerBound, codesStride: regions.size.width,
            values: values + columns.lowerBound - box.columns.lowerBound,
            valuesStride: box.columns.count, columns: columns.count
          ).sweep(rows: box.rows, of: regions)
        }
      }
    }
  }

  /// Lends the distances of one row of the picture, from the first column of the box.
  @inline(__always)
  func withRow(_ row: Int, _ body: (UnsafePointer<Value>) -> Void) {
    values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      body(start + (row - box.rows.lowerBound) * box.columns.count)
    }
  }
}

/// Some neighbouring columns, which one thread sweeps.
private struct Stripe<Value: ColumnDistance> {
  let codes: UnsafePointer<UInt8>
  let codesStride: Int
  let values: UnsafeMutablePointer<Value>
  let valuesStride: Int
  let columns: Int

  /// Down, for distances to the nearest other pixel above, then up, for the smaller of the two.
  func sweep(rows: Range<Int>, of regions: Regions) {
    let isClosedAbove = rows.lowerBound > 0 || regions.border == .background
    let isClosedBelow = rows.upperBound < regions.size.height || regions.border == .background
    let (first, last) = (codes + rows.lowerBound * codesStride, rows.count - 1)
    let farthest = ColumnDistances<Value>.unreachable
    begin(first, isClosedAbove ? 1 : farthest, values, columns)
    for row in stride(from: 1, through: last, by: 1) {
      let (codes, values) = (first + row * codesStride, values + row * valuesStride)
      stepDown(codes, codes - codesStride, values - valuesStride, values, columns)
    }
    if isClosedBelow { limit(values + last * valuesStride, columns) }
    for row in stride(from: last - 1, through: 0, by: -1) {
      let (codes, values) = (first + row * codesStride, values + row * valuesStride)
      stepUp(codes, codes + codesStride, values + valuesStride, values, columns)
    }
  }
}

// The loops take nothing but pointers and a count, and have no branches: so they become vectors.

@inline(never)
private func begin<Value: ColumnDistance>(
  _ codes: UnsafePointer<UInt8>, _ first: Value, _ values: UnsafeMutablePointer<Value>, _ count: Int
) {
  for column in 0..<count { values[column] = Regions.isRegion(codes[column]) ? first : 0 }
}

@inline(never)
private func limit<Value: ColumnDistance>(_ values: UnsafeMutablePointer<Value>, _ count: Int) {
  for column in 0..<count { values[column] = min(values[column], 1) }
}

@inline(never)
private func stepDown<Value: ColumnDistance>(
  _ codes: UnsafePointer<UInt8>, _ codesAbove: UnsafePointer<UInt8>,
  _ above: UnsafePointer<Value>, _ values: UnsafeMutablePointer<Value>, _ count: Int
) {
  for column in 0..<count {
    let code = codes[column]
    let isSame: Value = code == codesAbove[column] ? ~0 : 0
    let isInside: Value = Regions.isRegion(code) ? ~0 : 0
    values[column] = ((above[column] & isSame) &+ 1) & isInside
  }
}

@inline(never)
private func stepUp<Value: ColumnDistance>(
  _ codes: UnsafePointer<UInt8>, _ codesBelow: UnsafePointer<UInt8>,
  _ below: UnsafePointer<Value>, _ values: UnsafeMutablePointer<Value>, _ count: Int
) {
  for column in 0..<count {
    let isSame: Value = codes[column] == codesBelow[column] ? ~0 : 0
    let next = (below[column] & isSame) &+ 1
    let down = values[column]
    values[column] = next < down ? next : down
  }
}
