/// Strings as they are written in a script.
enum QuotedText {
  /// Writes a string in double quotes, escaping what cannot be seen.
  static func write(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        writeAscii(byte, to: &output)
        index += 1
      } else if let length = UTF8Text.scalarLength(text, at: index) {
        let scalar = UTF8Text.scalar(text, at: index, length: length)
        if isPrintable(scalar) {
          output.append(contentsOf: text[index..<index + length])
        } else {
          writeEscape(scalar, to: &output)
        }
        index += length
      } else {
        writeHex(byte, to: &output)
        index += 1
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Writes a `bytes` value as a literal: ASCII as it is, the rest escaped.
  static func writeBytes(_ bytes: [UInt8], to output: inout [UInt8]) {
    output += "b\"".utf8
    bytes.withUnsafeBufferPointer { buffer in
      for byte in buffer {
        if byte < 0x80 { writeAscii(byte, to: &output) } else { writeHex(byte, to: &output) }
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func writeAscii(_ byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): output += "\\\"".utf8
    case UInt8(ascii: "\\"): output += "\\\\".utf8
    case UInt8(ascii: "\n"): output += "\\n".utf8
    case UInt8(ascii: "\r"): output += "\\r".utf8
    case UInt8(ascii: "\t"): output += "\\t".utf8
    case 0x20..<0x7F: output.append(byte)
    default: writeHex(byte, to: &output)
    }
  }

  private static func writeHex(_ byte: UInt8, to output: inout [UInt8]) {
    output += "\\x".utf8
    output += hex(UInt32(byte), digits: 2).utf8
  }

  private static func writeEscape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output +=
      scalar.value < 0x1_0000
      ? "\\u\(hex(scalar.value, digits: 4))".utf8 : "\\U\(hex(scalar.value, digits: 8))".utf8
  }

  private static func hex(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    case .spaceSeparator: false
    default: true
    }
  }
}

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
  static func repaired(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
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
