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
    guard let hit = memmem(hay + start, whole.count - start, needle, part.count) else { return nil }
    return UnsafeRawPointer(hit) - UnsafeRawPointer(hay)
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
