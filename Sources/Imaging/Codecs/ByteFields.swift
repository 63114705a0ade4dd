/// Numbers inside untrusted bytes: each read is bounded and gives `nil` past the end.
extension [UInt8] {
  /// The two bytes at `offset`, most significant first.
  func bigEndian16(at offset: Int) -> Int? {
    guard let bytes = fields(2, at: offset) else { return nil }
    return Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
  }

  /// The four bytes at `offset`, most significant first.
  func bigEndian32(at offset: Int) -> Int? {
    guard let high = bigEndian16(at: offset), let low = bigEndian16(at: offset + 2) else {
      return nil
    }
    return high << 16 | low
  }

  /// The two bytes at `offset`, least significant first.
  func littleEndian16(at offset: Int) -> Int? { bigEndian16(at: offset)?.swapped16 }

  /// The four bytes at `offset`, least significant first.
  func littleEndian32(at offset: Int) -> Int? {
    guard let low = littleEndian16(at: offset), let high = littleEndian16(at: offset + 2) else {
      return nil
    }
    return high << 16 | low
  }

  private func fields(_ count: Int, at offset: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, offset <= self.count - count else { return nil }
    return self[offset..<offset + count]
  }
}

extension Int {
  fileprivate var swapped16: Int { self >> 8 | (self & 0xFF) << 8 }
}
