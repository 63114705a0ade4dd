import Glibc

/// Finding bytes in bytes.
enum ByteSearch {
  /// The first position of `part`; `nil` where it does not occur.
  static func find(
    _ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    guard start <= whole.count - part.count else { return nil }
    guard let needle = part.baseAddress, !part.isEmpty, let hay = whole.baseAddress else {
      return start
    }
    // The first byte is found by the C library, which looks at many at once.
    let end = whole.count - part.count
    var position = start
    while position <= end {
      guard let hit = memchr(hay + position, Int32(needle[0]), end - position + 1) else {
        return nil
      }
      position = UnsafeRawPointer(hit) - UnsafeRawPointer(hay)
      if memcmp(hay + position, needle, part.count) == 0 { return position }
      position += 1
    }
    return nil
  }

  /// The last position of `part`; `nil` where it does not occur.
  static func findLast(_ part: UnsafeBufferPointer<UInt8>, in whole: UnsafeBufferPointer<UInt8>)
    -> Int?
  {
    guard whole.count >= part.count else { return nil }
    guard let needle = part.baseAddress, !part.isEmpty, let hay = whole.baseAddress else {
      return whole.count
    }
    var position = whole.count - part.count
    while position >= 0 {
      if hay[position] == needle[0], memcmp(hay + position, needle, part.count) == 0 {
        return position
      }
      position -= 1
    }
    return nil
  }
}
