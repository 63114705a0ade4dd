/// f-strings: text and fields in turn.
extension Parser {
  /// How the f-string that is being read is written.
  private struct Style {
    let isRaw: Bool
    let isTriple: Bool
    let quote: UInt8
    /// The opening quote, for messages.
    let opening: Span
  }

  /// f-string: opening quote { text | '{{' | '}}' | field } closing quote
  mutating func formattedString() throws(Failure) -> Expression {
    let start = position
    let opening = token.span
    let isTriple =
      token.span.range.count >= 4
      && source.bytes[Int(opening.end) - 3] == source.bytes[Int(opening.end) - 1]
    let style = Style(
      isRaw: source.bytes[opening.range].contains { $0 | 0x20 == UInt8(ascii: "r") },
      isTriple: isTriple, quote: source.bytes[Int(opening.end) - 1], opening: opening)
    let outer = (limit: lexer.limit, isLimited: lexer.isLimitedToLine, depth: lexer.depth)
    if !isTriple {
      let line = source.lineRange(source.line(at: start))
      lexer.limit = min(lexer.limit, max(line.upperBound, Int(opening.end)))
      lexer.isLimitedToLine = true
    }
    let result: [FormattedString.Part]
    do throws(Failure) {
      try enter()
      result = try parts(style, inFormat: false)
      nesting -= 1
    } catch {
      (lexer.limit, lexer.isLimitedToLine) = (outer.limit, outer.isLimited)
      throw error
    }
    (lexer.limit, lexer.isLimitedToLine, lexer.depth) = outer
    token.span = Span(start, lexer.offset)
    advance()
    return .formatted(FormattedString(result, span(from: start)))
  }

  /// Reads parts to the closing quote, or in a field's format to its `}`, and goes behind that.
  private mutating func parts(
    _ style: Style, inFormat: Bool
  ) throws(Failure) -> [FormattedString.Part] {
    var parts: [FormattedString.Part] = []
    var tallest = 0
    while true {
      if let text = try textPart(style, inFormat: inFormat) { parts.append(.text(text)) }
      let byte = lexer.peek()
      if byte == UInt8(ascii: "{") {
        try field(style, into: &parts)
        tallest = max(tallest, height)
      } else {
        if byte == UInt8(ascii: "}"), !inFormat { throw loneBrace() }
        lexer.offset += inFormat || !style.isTriple ? 1 : 3
        try grow(above: tallest)
        return parts
      }
    }
  }

  private mutating func loneBrace() -> Failure {
    let place = Span(lexer.offset, lexer.offset + 1)
    lexer.offset += 1
    return fail(
      "a '}' without '{' in an f-string", at: place, hint: "write '}}' for the brace itself")
  }

  /// Reads text up to a field, a brace or the closing quote, where the lexer then stands.
  private mutating func textPart(_ style: Style, inFormat: Bool) throws(Failure) -> String? {
    var text: [UInt8] = []
    var start = lexer.offset
    while true {
      guard lexer.offset < lexer.limit else { throw unclosed(style) }
      let byte = lexer.peek()
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      if byte == .backslash {
        let isBraceNext = lexer.peek(1) == UInt8(ascii: "{") || lexer.peek(1) == UInt8(ascii: "}")
        lexer.offset = min(lexer.offset + (isBraceNext ? 1 : 2), lexer.limit)
      } else if isBrace, lexer.peek(1) == byte, !inFormat {
        try decode(start..<lexer.offset + 1, style, into: &text)
        lexer.offset += 2
        start = lexer.offset
      } else if isBrace || (byte == style.quote && (!style.isTriple || lexer.isTripleQuote())) {
        if inFormat, !isBrace { throw unclosed(style) }
        break
      } else {
        lexer.offset += 1
      }
    }
    try decode(start..<lexer.offset, style, into: &text)
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  private mutating func unclosed(_ style: Style) -> Failure {
    let isAtEnd = style.isTriple && lexer.offset >= source.bytes.count
    if isAtEnd {
      lexer.endsInsideString = true
      token = Token(kind: .endOfFile, span: style.opening, followsBlank: true)
    }
    return fail(
      style.isTriple ? "this f-string is never closed" : "this f-string does not end on its line",
      at: style.opening)
  }

  private mutating func decode(
    _ content: Range<Int>, _ style: Style, into text: inout [UInt8]
  ) throws(Failure) {
    do {
      text += try StringLiteral.decode(
        source.bytes, content, isRaw: style.isRaw, isBytes: false)
    } catch {
      throw fail(error.message, at: error.span, hint: error.hint)
    }
  }

  /// field: '{' expressions [ '=' ] [ '!' ( 'r' | 's' ) ] [ ':' format ] '}'
  private mutating func field(
    _ style: Style, into parts: inout [FormattedString.Part]
  ) throws(Failure) {
    try enter()
    let opener = Span(lexer.offset, lexer.offset + 1)
    lexer.depth += 1
    lexer.offset += 1
    token = Token(kind: .leftBrace, span: opener, followsBlank: false)
    advance()
    if token.kind == .rightBrace {
      throw fail("a field without a value", at: Span(Int(opener.start), Int(token.span.end)))
    }
    let value = try expressions()
    let top = height
    if token.kind == .invalid, source.bytes[position] == style.quote {
      // What was read as a string is the f-string's own end.
      lexer.move(to: position)
      throw fail("'{' was never closed in this f-string", at: opener)
    }
    var conversion = FormattedString.Conversion.none
    var isLabelled = false
    if token.kind == .assign {
      isLabelled = true
      advance()
      let label = Span(Int(opener.end), position)
      parts.append(.text(text(label)))
    }
    if accept(.bang) { conversion = try self.conversion() }
    var format: [FormattedString.Part] = []
    if token.kind == .colon || token.kind == .walrus {
      lexer.depth -= 1
      lexer.offset = Int(token.span.start) + 1
      format = try self.parts(style, inFormat: true)
    } else {
      if isLabelled, conversion == .none { conversion = .representation }
      guard token.kind == .rightBrace else { throw unendedField(opener) }
    }
    height = max(top, height)
    nesting -= 1
    parts.append(.field(value, conversion: conversion, format: format))
  }

  private mutating func conversion() throws(Failure) -> FormattedString.Conversion {
    let letter = token.kind == .identifier ? text(token.span) : ""
    let span = token.span
    advance()
    switch letter {
    case "r": return .representation
    case "s": return .text
    default:
      throw fail("a conversion is !r or !s", at: span)
    }
  }

  private mutating func unendedField(_ opener: Span) -> Failure {
    let label = Diagnostic.Label("opened here", at: Place(source, opener))
    guard token.kind == .endOfFile || token.kind == .newline else {
      return expected("'}' at the end of the field", labels: [label])
    }
    return fail("'{' was never closed in this f-string", at: opener)
  }
}
