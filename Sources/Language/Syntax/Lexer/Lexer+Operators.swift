/// Operators and brackets.
extension Lexer {
  mutating func readOperator() -> Token {
    let start = offset
    guard let (kind, length) = operatorHere() else { return readStrayCharacter() }
    offset += length
    switch kind {
    case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
    case .rightParenthesis, .rightBracket, .rightBrace: depth = max(depth - 1, 0)
    default: break
    }
    return token(kind, from: start)
  }

  private mutating func readStrayCharacter() -> Token {
    let start = offset
    let byte = bytes[offset]
    offset += 1
    let span = Span(start, offset)
    if byte == .backslash {
      report("unexpected '\\'", span, hint: "a '\\' that continues a line is its last character")
    } else if byte == .carriageReturn {
      report("a carriage return without a line feed", span)
    } else if byte > 0x20, byte < 0x7F {
      report("unexpected character '\(Unicode.Scalar(byte))'", span)
    } else {
      report("unexpected character \(Self.codePoint(Unicode.Scalar(byte)))", span)
    }
    return token(.invalid, from: start)
  }

  /// The longest operator that begins here, and its length.
  private func operatorHere() -> (TokenKind, Int)? {
    let (first, second, third) = (bytes[offset], peek(1), peek(2))
    let equals = UInt8(ascii: "=")
    if let kind = Self.doubled(first, second) {
      let canAssign = kind.binary != nil || kind == .doubleStar
      return third == equals && canAssign ? (.augmentedAssign, 3) : (kind, 2)
    }
    if second == equals, let kind = Self.withEquals(first) { return (kind, 2) }
    switch (first, second) {
    case (UInt8(ascii: "-"), UInt8(ascii: ">")): return (.arrow, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: ">")): return (.lessGreater, 2)
    case (UInt8(ascii: "."), UInt8(ascii: ".")) where third == UInt8(ascii: "."):
      return (.ellipsis, 3)
    default: return Self.single(first).map { ($0, 1) }
    }
  }

  private static func doubled(_ first: UInt8, _ second: UInt8) -> TokenKind? {
    guard first == second else { return nil }
    switch first {
    case UInt8(ascii: "*"): return .doubleStar
    case UInt8(ascii: "/"): return .doubleSlash
    case UInt8(ascii: "<"): return .shiftLeft
    case UInt8(ascii: ">"): return .shiftRight
    case UInt8(ascii: "="): return .equal
    case UInt8(ascii: "&"): return .doubleAmpersand
    case UInt8(ascii: "|"): return .doubleBar
    default: return nil
    }
  }

  private static func withEquals(_ first: UInt8) -> TokenKind? {
    switch first {
    case UInt8(ascii: "!"): .notEqual
    case UInt8(ascii: "<"): .lessOrEqual
    case UInt8(ascii: ">"): .greaterOrEqual
    case UInt8(ascii: ":"): .walrus
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "&"), UInt8(ascii: "|"),
      UInt8(ascii: "^"):
      .augmentedAssign
    default: nil
    }
  }

  private static func single(_ byte: UInt8) -> TokenKind? {
    switch byte {
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "{"): .leftBrace
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "="): .assign
    case UInt8(ascii: "+"): .plus
    case UInt8(ascii: "-"): .minus
    case UInt8(ascii: "*"): .star
    case UInt8(ascii: "/"): .slash
    case UInt8(ascii: "%"): .percent
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "&"): .ampersand
    case UInt8(ascii: "|"): .bar
    case UInt8(ascii: "^"): .caret
    case UInt8(ascii: "~"): .tilde
    case UInt8(ascii: "<"): .less
    case UInt8(ascii: ">"): .greater
    case UInt8(ascii: "!"): .bang
    case UInt8(ascii: "?"): .question
    default: nil
    }
  }
}
