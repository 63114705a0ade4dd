/// Numbers: their extent and form. ``NumberLiteral`` reads the value.
extension Lexer {
  mutating func readNumber() -> Token {
    let start = offset
    let kind = scanNumber()
    let digitsEnd = offset
    while offset < limit, bytes[offset].isNamePart { offset += 1 }
    // As in `0in x`: an operator needs no blank before it.
    if offset > digitsEnd,
      Self.operators.contains(where: { bytes[digitsEnd..<offset].elementsEqual($0.utf8) })
    {
      offset = digitsEnd
    }
    let text = source.text(Span(start, min(offset, start + 40)))
    if offset > digitsEnd {
      reportMalformed(text, Span(start, offset), tail: bytes[digitsEnd])
      return token(.invalid, from: start)
    }
    let isDecimal = !Self.isPrefix(bytes[start], start + 1 < offset ? bytes[start + 1] : 0)
    if kind == .integer, offset - start > Limits.integerDigits {
      report(
        "an integer of \(offset - start) digits; a literal has at most \(Limits.integerDigits)",
        Span(start, start + 40))
      return token(.invalid, from: start)
    }
    let isPadded = kind == .integer && isDecimal && offset - start > 1 && bytes[start] == Self.zero
    if isPadded, bytes[start..<offset].contains(where: { $0 != Self.zero }) {
      let digits = text.drop { $0 == "0" }
      report(
        "an integer does not begin with 0", Span(start, offset),
        hint: "write \(digits), or 0o\(digits) for octal")
      return token(.invalid, from: start)
    }
    return token(kind, from: start)
  }

  private static let zero = UInt8(ascii: "0")

  /// The words that may follow an operand.
  private static let operators = ["and", "else", "for", "if", "in", "is", "not", "or"]

  private static func isPrefix(_ first: UInt8, _ second: UInt8) -> Bool {
    guard first == zero else { return false }
    let letter = second | 0x20
    return letter == UInt8(ascii: "x") || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "b")
  }

  /// Goes behind the number; `.integer` or `.float`.
  private mutating func scanNumber() -> TokenKind {
    if Self.isPrefix(peek(), peek(1)) {
      let letter = peek(1) | 0x20
      let base: UInt32 = letter == UInt8(ascii: "x") ? 16 : letter == UInt8(ascii: "o") ? 8 : 2
      let start = offset
      offset += 2
      while let value = peek().hexValue, value < base { offset += 1 }
      if offset == start + 2 { offset = start + 1 }  // `0x` alone: the letter is what is wrong
      return .integer
    }
    var kind = TokenKind.integer
    skipDigits()
    if peek() == UInt8(ascii: "."), !(peek(1) == UInt8(ascii: ".") && peek(2) == peek(1)) {
      kind = .float
      offset += 1
      skipDigits()
    }
    if peek() | 0x20 == UInt8(ascii: "e") {
      let hasSign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
      guard peek(hasSign ? 2 : 1).isDigit else { return kind }
      kind = .float
      offset += hasSign ? 2 : 1
      skipDigits()
    }
    return kind
  }

  private mutating func skipDigits() {
    while offset < limit, bytes[offset].isDigit { offset += 1 }
  }

  private mutating func reportMalformed(_ text: String, _ span: Span, tail: UInt8) {
    let hint: String
    switch tail {
    case UInt8(ascii: "_"): hint = "write the digits without '_'"
    case UInt8(ascii: "j"), UInt8(ascii: "J"): hint = "there are no complex numbers"
    default: hint = "a name does not begin with a digit"
    }
    report("malformed number '\(text)'", span, hint: hint)
  }
}

/// The values of number literals.
enum NumberLiteral {
  /// An integer's value: exact, as text where it does not fit 64 bits.
  static func integer(_ text: Substring) -> Literal {
    let radix: Int
    switch text.dropFirst().first {
    case "x", "X": radix = 16
    case "o", "O": radix = 8
    case "b", "B": radix = 2
    default: radix = 10
    }
    let digits = radix == 10 ? text : text.dropFirst(2)
    if let value = Int(digits, radix: radix) { return .integer(value) }
    return .bigInteger(digits: String(digits), radix: radix)
  }

  /// A float's value; `nil` when it is too large.
  static func float(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
