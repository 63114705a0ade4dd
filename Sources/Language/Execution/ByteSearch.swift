import Basics
import Glibc

/// Finding bytes in bytes, in a time that grows with the sum of both lengths and ends at Ctrl-C.
enum ByteSearch {
  /// Up to so many bytes are compared anew wherever the first one occurs.
  private static let short = 32

  /// The first position of `part`; `nil` where it does not occur.
  static func find(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) throws -> Int? {
    guard start <= whole.count - part.count else { return nil }
    guard let needle = part.baseAddress, !part.isEmpty, let hay = whole.baseAddress else {
      return start
    }
    if part.count <= short { return try findShort(needle, part.count, in: whole, from: start) }
    let rest = Run(start: hay + start, step: 1, count: whole.count - start)
    return try rest.position(of: Run(start: needle, step: 1, count: part.count)).map { $0 + start }
  }

  /// The last position of `part`; `nil` where it does not occur.
  static func findLast(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>
  ) throws -> Int? {
    guard whole.count >= part.count else { return nil }
    guard let needle = part.baseAddress, !part.isEmpty, let hay = whole.baseAddress else {
      return whole.count
    }
    let backwards = Run(start: hay + whole.count - 1, step: -1, count: whole.count)
    let hit = try backwards.position(
      of: Run(start: needle + part.count - 1, step: -1, count: part.count))
    return hit.map { whole.count - $0 - part.count }
  }

  private static func findShort(
    _ needle: UnsafePointer<UInt8>, _ count: Int, in whole: UnsafeBufferPointer<UInt8>,
    from start: Int
  ) throws -> Int? {
    guard let hay = whole.baseAddress else { return nil }
    // The first byte is found by the C library, which looks at many at once.
    let end = whole.count - count
    var (position, pulse) = (start, Pulse())
    while position <= end {
      guard let hit = memchr(hay + position, Int32(needle[0]), end - position + 1) else {
        return nil
      }
      position = UnsafeRawPointer(hit) - UnsafeRawPointer(hay)
      if memcmp(hay + position, needle, count) == 0 { return position }
      position += 1
      try pulse.beat()
    }
    return nil
  }

  /// Bytes read forwards (step 1) or backwards (step −1).
  private struct Run {
    let start: UnsafePointer<UInt8>
    let step: Int
    let count: Int

    subscript(index: Int) -> UInt8 { start[index &* step] }

    /// The first position of a part that is not empty, by Knuth, Morris and Pratt's method.
    func position(of part: Run) throws -> Int? {
      let borders = try part.borders()
      var (matched, pulse) = (0, Pulse())
      for position in 0..<count {
        try pulse.beat()
        while matched > 0, self[position] != part[matched] { matched = Int(borders[matched]) }
        if self[position] == part[matched] { matched += 1 }
        if matched == part.count { return position + 1 - matched }
      }
      return nil
    }

    /// For each length of a beginning, the longest shorter one that also ends it.
    private func borders() throws -> [Int32] {
      try MemoryBound.require(count * MemoryLayout<Int32>.stride)
      var borders = [Int32](repeating: 0, count: count + 1)
      var (length, pulse) = (0, Pulse())
      for position in 1..<max(count, 1) {
        try pulse.beat()
        while length > 0, self[position] != self[length] { length = Int(borders[length]) }
        if self[position] == self[length] { length += 1 }
        borders[position + 1] = Int32(truncatingIfNeeded: length)
      }
      return borders
    }
  }
}
