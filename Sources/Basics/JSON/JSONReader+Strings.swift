extension JSONReader {
  /// Takes a string.
  public mutating func string() throws(JSONError) -> String {
    try expect(.string, "a string")
    position += 1
    let start = position
    let end = endOfPlainText()
    guard end < bytes.count else { throw error(.endsEarly, at: end) }
    position = end
    if bytes[end] == UInt8(ascii: "\"") {
      position += 1
      return try decoded(bytes[start..<end], at: start)
    }
    return try escapedString(from: start)
  }

  /// The rest of a string whose text up to the reader's place holds no escape.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while true {
      guard position < bytes.count else { throw error(.endsEarly) }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else {
        throw error(.badString(detail: "a control character that is not escaped"))
      }
      position += 1
      try takeEscape(into: &text)
      let plain = position
      position = endOfPlainText()
      text += bytes[plain..<position]
    }
    position += 1
    return try decoded(text, at: start)
  }

  /// The first place from here on of a quote, a backslash or a control character, or the end.
  private func endOfPlainText() -> Int {
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      index += 1
    }
    return index
  }

  private mutating func takeEscape(into text: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw error(.endsEarly) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += try unicodeEscape().utf8
    default: throw error(.badString(detail: "an unknown escape"), at: position - 2)
    }
  }

  /// The character of the digits behind `\u`, and of a second escape where the first is a surrogate.
  private mutating func unicodeEscape() throws(JSONError) -> String {
    let unit = try fourDigits()
    if let scalar = UnicodeScalar(unit) { return String(Character(scalar)) }
    let behind = position
    if unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let low = try fourDigits()
      if (0xDC00..<0xE000).contains(low),
        let scalar = UnicodeScalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
      {
        return String(Character(scalar))
      }
      position = behind
    }
    return "\u{FFFD}"
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw error(.endsEarly) }
      guard let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue,
        bytes[position] < 0x80
      else { throw error(.badString(detail: "a \\u without four hexadecimal digits")) }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func decoded(
    _ text: some Sequence<UInt8>, at start: Int
  ) throws(JSONError) -> String {
    guard let string = String(validating: text, as: UTF8.self) else {
      throw error(.notUTF8, at: start)
    }
    return string
  }
}
