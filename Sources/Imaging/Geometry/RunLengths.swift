/// The runs of object pixels of a mask, row by row.
///
/// Eight pixels at a time become eight bits; where a bit differs from the one before it, a run begins
/// or ends.
struct RunLengths: Sendable {
  /// The columns where runs begin and, in the next place, end: pairs in row-major order.
  var ends: [Int32]
  /// Where each row's runs begin among all runs; one entry more than there are rows.
  var rowStarts: [Int]

  /// How many runs there are.
  var count: Int { ends.count / 2 }

  /// Finds the runs of pixels whose code is `code`.
  init(of code: UInt8, in codes: [UInt8], size: Size) {
    var rowStarts = [0]
    rowStarts.reserveCapacity(size.height + 1)
    let most = (size.width + 1) / 2 * 2 * size.height
    ends = [Int32](unsafeUninitializedCapacity: most) { ends, count in
      codes.withUnsafeBytes { codes in
        guard let first = codes.baseAddress, let ends = ends.baseAddress else { return }
        for row in 0..<size.height {
          count += Self.scan(first + row * size.width, size.width, for: code, into: ends + count)
          rowStarts.append(count / 2)
        }
      }
    }
    if rowStarts.count <= size.height {
      rowStarts = [Int](repeating: 0, count: size.height + 1)
    }
    self.rowStarts = rowStarts
  }

  /// Writes the places where runs begin and end, and returns how many: an even number.
  private static func scan(
    _ line: UnsafeRawPointer, _ width: Int, for code: UInt8, into ends: UnsafeMutablePointer<Int32>
  ) -> Int {
    var (count, last) = (0, UInt64(0))
    for start in stride(from: 0, to: width, by: 64) {
      let bits = objectBits(line + start, count: min(64, width - start), code: code)
      var changes = bits ^ (bits << 1 | last)
      last = bits >> 63
      while changes != 0 {
        ends[count] = Int32(truncatingIfNeeded: start + changes.trailingZeroBitCount)
        count += 1
        changes &= changes &- 1
      }
    }
    // The last pixel of the row closes a run that nothing else has closed.
    if count % 2 == 1 {
      ends[count] = Int32(truncatingIfNeeded: width)
      count += 1
    }
    return count
  }

  /// One bit a pixel, the first pixel in the lowest.
  @inline(__always)
  private static func objectBits(_ line: UnsafeRawPointer, count: Int, code: UInt8) -> UInt64 {
    let pattern = UInt64(code) &* 0x0101_0101_0101_0101
    var bits: UInt64 = 0
    var column = 0
    while column + 8 <= count {
      let word = UInt64(littleEndian: line.loadUnaligned(fromByteOffset: column, as: UInt64.self))
      bits |= zeroBytes(word ^ pattern) << UInt64(column)
      column += 8
    }
    while column < count {
      if line.load(fromByteOffset: column, as: UInt8.self) == code { bits |= 1 << UInt64(column) }
      column += 1
    }
    return bits
  }

  /// One bit for each byte of a word: whether it is 0.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let marks = ~(((word & low) &+ low) | word | low) >> 7
    // The product gathers the lowest bits of all bytes in the highest byte.
    return (marks &* 0x0102_0408_1020_4080) >> 56
  }
}
