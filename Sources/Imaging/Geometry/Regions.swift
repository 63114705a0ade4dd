/// Pixels of several kinds, for which distances and depths are measured all at once.
///
/// A region is a set of pixels with one code; codes 0 and 255 are no region. A pixel's distance is
/// that to the nearest pixel of another code: regions that touch bound each other.
struct Regions: Sendable {
  /// One code a pixel, in row-major order.
  let codes: [UInt8]
  let size: Size
  let border: PictureBorder

  /// Whether pixels of this code have distances.
  @inline(__always)
  static func isRegion(_ code: UInt8) -> Bool { code &- 1 < 254 }

  /// The smallest box that holds every region; `nil` where there is none.
  var boundingBox: PixelBox? {
    var columns = [UInt8](repeating: 0, count: size.width)
    var (first, last) = (size.height, -1)
    codes.withUnsafeBufferPointer { codes in
      for row in 0..<size.height {
        let line = UnsafeBufferPointer(rebasing: codes[row * size.width..<(row + 1) * size.width])
        guard Self.mark(line, in: &columns) else { continue }
        first = min(first, row)
        last = row
      }
    }
    guard let left = columns.firstIndex(of: 1), let right = columns.lastIndex(of: 1) else {
      return nil
    }
    return PixelBox(rows: first..<last + 1, columns: left..<right + 1)
  }

  /// Calls `body` with each maximal run of one region's pixels in a row, from left to right.
  ///
  /// Runs are counted from the first of `columns`, outside of which the row has no region.
  @inline(__always)
  func forEachRun(row: Int, columns: Range<Int>, _ body: (Range<Int>, UInt8) -> Void) {
    codes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      let line = start + row * size.width + columns.lowerBound
      var column = 0
      while column < columns.count {
        let code = line.load(fromByteOffset: column, as: UInt8.self)
        let end = endOfRun(of: code, in: line, from: column, to: columns.count)
        if Self.isRegion(code) { body(column..<end, code) }
        column = end
      }
    }
  }

  /// Whether a pixel of another kind, or a border that counts as one, lies at each end of a run.
  @inline(__always)
  func closedEnds(of run: Range<Int>, in columns: Range<Int>) -> (before: Bool, after: Bool) {
    (
      border == .background || run.lowerBound + columns.lowerBound > 0,
      border == .background || run.upperBound + columns.lowerBound < size.width
    )
  }

  private static func mark(_ line: UnsafeBufferPointer<UInt8>, in columns: inout [UInt8]) -> Bool {
    columns.withUnsafeMutableBufferPointer { columns in
      var found: UInt8 = 0
      for column in 0..<line.count {
        let inside: UInt8 = isRegion(line[column]) ? 1 : 0
        columns[column] |= inside
        found |= inside
      }
      return found != 0
    }
  }
}

/// The end of the run of bytes equal to `code` that begins at `start`, eight bytes at a time.
@inline(__always)
func endOfRun(of code: UInt8, in line: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
  let pattern = UInt64(code) &* 0x0101_0101_0101_0101
  var column = start
  while column + 8 <= end {
    let word = line.loadUnaligned(fromByteOffset: column, as: UInt64.self)
    let different = UInt64(littleEndian: word) ^ pattern
    if different != 0 { return column + different.trailingZeroBitCount >> 3 }
    column += 8
  }
  while column < end, line.load(fromByteOffset: column, as: UInt8.self) == code { column += 1 }
  return column
}
