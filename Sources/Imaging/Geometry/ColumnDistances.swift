/// The first pass of the distance transform: distances within each column.
///
/// The distance of a region's pixel to the nearest pixel of another code in its own column; 0 where
/// there is no region. Both sweeps take a whole row at a time, so that the compiler vectorises
/// them; distances of 16 bits do for all but enormous pictures.
struct ColumnDistances<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  /// What a sweep starts from where an open border gives no distance; whatever is at least this much
  /// is no distance.
  static var unreachable: Value { 1 << (Value.bitWidth - 2) }

  /// The part of the picture that holds every region.
  let box: PixelBox
  private var values: [Value]

  /// Measures all columns of `box`, whose height is below ``unreachable``.
  init(_ regions: Regions, box: PixelBox, threads: Int) {
    self.box = box
    values = []
    values = [Value](unsafeUninitializedCapacity: box.size.count) { buffer, count in
      count = box.size.count
      guard let start = buffer.baseAddress else { return }
      nonisolated(unsafe) let values = start
      forEachBand(of: box.columns, threads: threads, alignment: 64) { columns in
        regions.codes.withUnsafeBufferPointer { codes in
          guard let codes = codes.baseAddress else { return }
          let stripe = Stripe(regions: regions, codes: codes, box: box, columns: columns)
          stripe.sweepDown(values)
          stripe.sweepUp(values)
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

  /// Some neighbouring columns, which one thread sweeps.
  private struct Stripe {
    let regions: Regions
    let codes: UnsafePointer<UInt8>
    let box: PixelBox
    let columns: Range<Int>

    /// Distances to the nearest other pixel above.
    func sweepDown(_ values: UnsafeMutablePointer<Value>) {
      let rows = box.rows
      let isClosed = rows.lowerBound > 0 || regions.border == .background
      startRow(rows.lowerBound, at: isClosed ? 1 : unreachable, values)
      for row in rows.dropFirst() {
        let (codes, values) = (code(row), value(row, values))
        let (codesAbove, above) = (code(row - 1), values - box.columns.count)
        for column in 0..<columns.count {
          let code = codes[column]
          let next = code == codesAbove[column] ? above[column] &+ 1 : 1
          values[column] = Regions.isRegion(code) ? next : 0
        }
      }
    }

    /// The smaller of those and the distances to the nearest other pixel below.
    func sweepUp(_ values: UnsafeMutablePointer<Value>) {
      let rows = box.rows
      if rows.upperBound < regions.size.height || regions.border == .background {
        limitLastRow(rows.upperBound - 1, values)
      }
      for row in rows.dropLast().reversed() {
        let (codes, values) = (code(row), value(row, values))
        let codesBelow = code(row + 1)
        let below = values + box.columns.count
        for column in 0..<columns.count {
          let next = codes[column] == codesBelow[column] ? below[column] &+ 1 : 1
          values[column] = min(values[column], next)
        }
      }
    }

    private func startRow(_ row: Int, at first: Value, _ values: UnsafeMutablePointer<Value>) {
      let (codes, values) = (code(row), value(row, values))
      for column in 0..<columns.count {
        values[column] = Regions.isRegion(codes[column]) ? first : 0
      }
    }

    private func limitLastRow(_ row: Int, _ values: UnsafeMutablePointer<Value>) {
      let values = value(row, values)
      for column in 0..<columns.count { values[column] = min(values[column], 1) }
    }

    private func code(_ row: Int) -> UnsafePointer<UInt8> {
      codes + row * regions.size.width + columns.lowerBound
    }

    private func value(
      _ row: Int, _ values: UnsafeMutablePointer<Value>
    ) -> UnsafeMutablePointer<Value> {
      values + (row - box.rows.lowerBound) * box.columns.count
        + (columns.lowerBound - box.columns.lowerBound)
    }
  }
}
