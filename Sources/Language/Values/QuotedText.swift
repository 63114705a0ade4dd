/// Strings as they are written in a script.
enum QuotedText {
  /// Writes a string in double quotes, escaping what cannot be seen.
  static func write(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) throws {
    output.append(UInt8(ascii: "\""))
    var (index, pulse) = (0, Pulse())
    while index < text.count {
      try pulse.beat()
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
  static func writeBytes(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) throws {
    output += "b\"".utf8
    var pulse = Pulse()
    for byte in bytes {
      try pulse.beat()
      if byte < 0x80 { writeAscii(byte, to: &output) } else { writeHex(byte, to: &output) }
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
    case 0x07: output += "\\a".utf8
    case 0x08: output += "\\b".utf8
    case 0x0B: output += "\\v".utf8
    case 0x0C: output += "\\f".utf8
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
