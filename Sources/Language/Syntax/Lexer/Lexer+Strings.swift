/// Strings: their extent. ``StringLiteral`` reads the text; the parser reads f-strings part by part.
extension Lexer {
  /// The length of a string prefix (`r`, `b`, `f`, `rb`, …) that begins here, if one does.
  func stringPrefixLength() -> Int? {
    var length = 0
    while length < 3, Self.isPrefixLetter(peek(length)) { length += 1 }
    guard length > 0, length < 3 else { return nil }
    let next = peek(length)
    return next == .doubleQuote || next == .quote ? length : nil
  }

  private static func isPrefixLetter(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "u"): true
    default: false
    }
  }

  /// Reads a string whose prefix has `prefix` bytes. Of an f-string only the opening quote.
  mutating func readString(prefix: Int) -> Token {
    let start = offset
    let letters = bytes[start..<start + prefix].map { $0 | 0x20 }
    offset += prefix
    guard Self.isValidPrefix(letters) else {
      report(
        "no string has the prefix '\(source.text(Span(start, offset)))'", Span(start, offset),
        hint: "the prefixes are r, b, f, rb and rf")
      _ = skipString()
      return token(.invalid, from: start)
    }
    if letters.contains(UInt8(ascii: "f")) {
      offset += isTripleQuote() ? 3 : 1
      return token(.formattedString, from: start)
    }
    if let problem = skipString() {
      report(problem, Span(start, min(offset, start + prefix + 3)))
      return token(.invalid, from: start)
    }
    return token(.string, from: start)
  }

  private static func isValidPrefix(_ letters: [UInt8]) -> Bool {
    let isRaw = letters.contains(UInt8(ascii: "r"))
    let isBytes = letters.contains(UInt8(ascii: "b"))
    let isFormatted = letters.contains(UInt8(ascii: "f"))
    let kinds = [isRaw, isBytes, isFormatted].count { $0 }
    return kinds == letters.count && !(isBytes && isFormatted)
  }

  /// Whether three quotes stand here.
  func isTripleQuote() -> Bool { peek() == peek(1) && peek() == peek(2) }

  /// Goes behind the string whose opening quote stands here; says what is wrong if it does not end.
  private mutating func skipString() -> String? {
    let quote = bytes[offset]
    let isTriple = isTripleQuote()
    offset += isTriple ? 3 : 1
    while offset < limit {
      let byte = bytes[offset]
      if byte == .backslash {
        let isLineBreak = peek(1) == .carriageReturn && peek(2) == .newline
        offset = min(offset + (isLineBreak ? 3 : 2), limit)
      } else if byte == .newline, !isTriple {
        return "this string does not end on its line"
      } else if byte == quote, !isTriple || isTripleQuote() {
        offset += isTriple ? 3 : 1
        return nil
      } else {
        offset += 1
      }
    }
    endsInsideString = isTriple || limit == bytes.count && bytes[limit - 1] == .backslash
    return isTriple ? "this string is never closed" : "this string does not end on its line"
  }
}

/// The text of string literals.
enum StringLiteral {
  /// What is wrong with an escape, and where.
  struct Problem: Error {
    let message: String
    let span: Span
    var hint: String?
  }

  /// The extent of a literal's content, and how it is written.
  struct Form {
    let isRaw: Bool
    let isBytes: Bool
    let isTriple: Bool
    let content: Range<Int>

    /// The form of the literal that a string token covers.
    init(_ bytes: [UInt8], _ span: Span) {
      var start = Int(span.start)
      var letters: [UInt8] = []
      while bytes[start] != .quote, bytes[start] != .doubleQuote {
        letters.append(bytes[start] | 0x20)
        start += 1
      }
      isRaw = letters.contains(UInt8(ascii: "r"))
      isBytes = letters.contains(UInt8(ascii: "b"))
      let length = Int(span.end) - start
      isTriple = length >= 6 && bytes[start] == bytes[start + 1] && bytes[start] == bytes[start + 2]
      let quotes = isTriple ? 3 : 1
      content = start + quotes..<max(start + quotes, Int(span.end) - quotes)
    }
  }

  /// The bytes that `content` stands for, escapes read.
  static func decode(
    _ bytes: [UInt8], _ content: Range<Int>, isRaw: Bool, isBytes: Bool
  ) throws(Problem) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var offset = content.lowerBound
    while offset < content.upperBound {
      let byte = bytes[offset]
      if byte == .backslash, !isRaw {
        var escape = Escape(bytes: bytes, offset: offset, end: content.upperBound)
        try escape.append(to: &text, isBytes: isBytes)
        offset = escape.offset
      } else {
        let isLineBreak =
          byte == .carriageReturn && offset + 1 < content.upperBound
          && bytes[offset + 1] == .newline
        if !isLineBreak { text.append(byte) }
        offset += 1
      }
    }
    return text
  }

  /// One escape, from its backslash on.
  private struct Escape {
    let bytes: [UInt8]
    var offset: Int
    let end: Int

    mutating func append(to text: inout [UInt8], isBytes: Bool) throws(Problem) {
      let start = offset
      guard start + 1 < end else {
        throw Problem(message: "a string does not end with a backslash", span: Span(start, end))
      }
      let letter = bytes[start + 1]
      offset += 2
      switch letter {
      case UInt8(ascii: "a"): text.append(7)
      case UInt8(ascii: "b"): text.append(8)
      case UInt8(ascii: "f"): text.append(12)
      case UInt8(ascii: "n"): text.append(10)
      case UInt8(ascii: "r"): text.append(13)
      case UInt8(ascii: "t"): text.append(9)
      case UInt8(ascii: "v"): text.append(11)
      case .backslash, .quote, .doubleQuote: text.append(letter)
      case .newline: break
      case .carriageReturn where offset < end && bytes[offset] == .newline: offset += 1
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        offset = start + 1
        try appendByte(number(radix: 8, digits: 1...3, from: start), to: &text, isBytes, start)
      case UInt8(ascii: "x"):
        try appendByte(number(radix: 16, digits: 2...2, from: start), to: &text, isBytes, start)
      case UInt8(ascii: "u"):
        try appendScalar(number(radix: 16, digits: 4...4, from: start), to: &text, start)
      case UInt8(ascii: "U"):
        try appendScalar(number(radix: 16, digits: 8...8, from: start), to: &text, start)
      default:
        throw Problem(
          message: "no escape begins so", span: Span(start, offset),
          hint: "write '\\\\' for a backslash, or a raw string r\"…\"")
      }
    }

    private mutating func number(
      radix: UInt32, digits: ClosedRange<Int>, from start: Int
    ) throws(Problem) -> UInt32 {
      var value: UInt32 = 0
      var count = 0
      while count < digits.upperBound, offset < end, let digit = bytes[offset].hexValue,
        digit < radix
      {
        value = value &* radix &+ digit
        offset += 1
        count += 1
      }
      guard count >= digits.lowerBound else {
        throw Problem(
          message: "this escape needs \(digits.upperBound) hexadecimal digits, found \(count)",
          span: Span(start, offset))
      }
      return value
    }

    private func appendByte(
      _ value: UInt32, to text: inout [UInt8], _ isBytes: Bool, _ start: Int
    ) throws(Problem) {
      guard let byte = UInt8(exactly: value), isBytes || byte < 0x80 else {
        throw Problem(
          message: isBytes
            ? "this escape is larger than a byte" : "this escape is no ASCII character",
          span: Span(start, offset),
          hint: isBytes ? nil : "write \\u00e9 for a character, or b\"…\" for bytes")
      }
      text.append(byte)
    }

    private func appendScalar(
      _ value: UInt32, to text: inout [UInt8], _ start: Int
    ) throws(Problem) {
      guard let scalar = Unicode.Scalar(value) else {
        throw Problem(
          message: "there is no character with this code", span: Span(start, offset),
          hint: "codes go to 10FFFF, without D800 to DFFF")
      }
      text.append(contentsOf: Array(String(Character(scalar)).utf8))
    }
  }
}
