import Basics

/// Bytes read as UTF-8 where they are that.
enum UTF8Text {
  /// The length of the scalar that begins at `index`; `nil` where the bytes are not valid UTF-8.
  static func scalarLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let first = text[index]
    if first < 0x80 { return 1 }
    func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < text.count && range.contains(text[index + offset])
    }
    switch first {
    case 0xC2...0xDF: return continues(1) ? 2 : nil
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        first == 0xE0 ? 0xA0...0xBF : first == 0xED ? 0x80...0x9F : 0x80...0xBF
      return continues(1, second) && continues(2) ? 3 : nil
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        first == 0xF0 ? 0x90...0xBF : first == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      return continues(1, second) && continues(2) && continues(3) ? 4 : nil
    default: return nil
    }
  }

  /// The scalar at `index`; U+FFFD where the bytes are not valid UTF-8.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Unicode.Scalar {
    guard let length = scalarLength(text, at: index) else { return "\u{FFFD}" }
    return scalar(text, at: index, length: length)
  }

  /// Where the last scalar, or byte that is none, before `end` begins; `end` is not 0.
  static func lastScalarStart(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
    for length in 1...4 where length <= end && scalarLength(text, at: end - length) == length {
      return end - length
    }
    return end - 1
  }

  /// The text with U+FFFD for each byte that is not part of valid UTF-8.
  static func repaired(_ text: UnsafeBufferPointer<UInt8>) throws -> [UInt8] {
    try Sequences.checkBytes("text", text.count)
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var (index, pulse) = (0, Pulse())
    while index < text.count {
      try pulse.beat()
      if let length = scalarLength(text, at: index) {
        result += text[index..<index + length]
        index += length
      } else {
        result += "\u{FFFD}".utf8
        index += 1
      }
    }
    return result
  }

  /// The scalar at `index`, whose length is known.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, at index: Int, length: Int)
    -> Unicode.Scalar
  {
    var bits = UInt32(text[index])
    if length > 1 { bits &= 0xFF >> UInt32(length + 1) }
    for offset in 1..<max(length, 1) { bits = bits << 6 | UInt32(text[index + offset] & 0x3F) }
    return Unicode.Scalar(bits) ?? "\u{FFFD}"
  }
}

// What runs over a whole text, which may be long, stops at Ctrl-C.
extension UTF8Text {
  /// The first character for which `test` holds; a byte that is not valid UTF-8 counts as U+FFFD.
  @inline(__always)
  static func first(
    of text: UnsafeBufferPointer<UInt8>, where test: (Unicode.Scalar) throws -> Bool
  ) throws -> Unicode.Scalar? {
    var (position, pulse) = (0, Pulse())
    while position < text.count {
      try pulse.beat()
      let length = scalarLength(text, at: position)
      let found = length.map { scalar(text, at: position, length: $0) } ?? "\u{FFFD}"
      if try test(found) { return found }
      position += length ?? 1
    }
    return nil
  }

  /// Where each character begins; a byte that is not valid UTF-8 counts as one.
  static func scalarStarts(_ text: UnsafeBufferPointer<UInt8>) throws -> [Int] {
    try MemoryBound.require(text.count * MemoryLayout<Int>.stride)
    var starts: [Int] = []
    var (position, pulse) = (0, Pulse())
    while position < text.count {
      try pulse.beat()
      starts.append(position)
      position += scalarLength(text, at: position) ?? 1
    }
    return starts
  }

  /// How many characters there are.
  static func scalarCount(_ text: UnsafeBufferPointer<UInt8>) throws -> Int {
    var count = 0
    _ = try first(of: text) { _ in
      count += 1
      return false
    }
    return count
  }
}
