/// Paths as text, and back as the bytes that the system has: names of files may be no UTF-8.
///
/// A byte that is no part of a character becomes one of the last private characters, U+10FF00 + byte, and is
/// that byte again where a path is given to the system. So is each byte of such a character itself, so that no name
/// is taken for another.
public enum PathText {
  private static let escapes: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

  /// The text of a name or an argument.
  public static func text(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    let plain = String(decoding: bytes, as: UTF8.self)
    // Most names are what they are.
    guard plain.unicodeScalars.contains(where: { isSpecial($0) }) else { return plain }
    var text = String.UnicodeScalarView()
    var place = 0
    while place < bytes.count {
      let length = min(lengthOfCharacter(bytes[place]), bytes.count - place)
      let piece = bytes[place..<place + length]
      if let scalar = String(validating: piece, as: UTF8.self)?.unicodeScalars.first,
        !escapes.contains(scalar.value)
      {
        text.append(scalar)
        place += length
      } else {
        UnicodeScalar(0x10FF00 + UInt32(bytes[place])).map { text.append($0) }
        place += 1
      }
    }
    return String(text)
  }

  /// The text of a string of C's.
  public static func text(_ string: UnsafePointer<CChar>) -> String {
    var count = 0
    while string[count] != 0 { count += 1 }
    return text(UnsafeBufferPointer(start: string, count: count).lazy.map { UInt8(bitPattern: $0) })
  }

  /// The text for people: a byte that is no part of a character is `\xE9`.
  public static func readable(_ path: String) -> String {
    guard path.unicodeScalars.contains(where: { escapes.contains($0.value) }) else { return path }
    return path.unicodeScalars.map { scalar in
      escapes.contains(scalar.value)
        ? "\\x" + String(scalar.value - 0x10FF00, radix: 16, uppercase: true) : String(scalar)
    }.joined()
  }

  /// Whether a character is an escape, or what stands for bytes that are none.
  private static func isSpecial(_ scalar: UnicodeScalar) -> Bool {
    scalar == "\u{FFFD}" || escapes.contains(scalar.value)
  }

  private static func lengthOfCharacter(_ first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}

extension String {
  /// The bytes of a path as the system has them, with a zero behind.
  public var systemPath: [CChar] {
    var bytes: [CChar] = []
    bytes.reserveCapacity(utf8.count + 1)
    for scalar in unicodeScalars {
      if (0x10FF80...0x10FFFF).contains(scalar.value) {
        bytes.append(CChar(truncatingIfNeeded: scalar.value))
      } else {
        bytes += UTF8.encode(scalar).map { $0.map { CChar(bitPattern: $0) } } ?? []
      }
    }
    return bytes + [0]
  }
}
