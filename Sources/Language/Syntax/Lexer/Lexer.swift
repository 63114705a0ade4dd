/// Divides a source text into tokens, one at a time, on demand: where a command line begins, the parser
/// reads words instead and sets ``offset`` behind them.
struct Lexer {
  let source: SourceFile
  let bytes: [UInt8]
  /// Where the next token is looked for.
  var offset = 0
  /// Where the text ends for this lexer: its end, or the end of a part that is read on its own.
  var limit: Int
  /// Whether the text ends at its line's end, as in an f-string with single quotes.
  var isLimitedToLine = false
  /// How many brackets are open; inside them line breaks are blanks.
  var depth = 0
  /// What was wrong so far.
  var problems: [Diagnostic] = []
  /// Whether the text ended inside a string that more lines could close.
  var endsInsideString = false
  /// Where the last line begins that continues no bracket, string or `\`, behind its indentation.
  private(set) var lastLineStart = 0
  /// Every comment so far.
  private(set) var comments: [Span] = []
  /// The columns at which the open blocks begin; the first is 0.
  private var indentations = [0]
  private var pendingDedents = 0
  private var isAtLineStart = true
  private var hasEndedLastLine = true

  init(_ source: SourceFile) {
    self.source = source
    self.bytes = source.bytes
    self.limit = source.bytes.count
  }

  /// The next token; at the end the last line is ended, open blocks are closed, and then
  /// `.endOfFile` comes for ever.
  mutating func next() -> Token {
    if pendingDedents > 0 { return takeDedent() }
    if isAtLineStart, depth == 0, let token = readIndentation() { return token }
    let start = offset
    skipBlanks()
    guard offset < limit else { return end() }
    hasEndedLastLine = false
    var token = readToken()
    token.followsBlank = token.followsBlank || Int(token.span.start) > start
    return token
  }

  /// The byte `ahead` of the current one, or 0 behind the end.
  func peek(_ ahead: Int = 0) -> UInt8 { offset + ahead < limit ? bytes[offset + ahead] : 0 }

  /// Reports an error that the lexer met.
  mutating func report(_ message: String, _ span: Span, hint: String? = nil, help: String? = nil) {
    problems.append(
      Diagnostic(.syntax, message, at: Place(source, span), hint: hint, help: help))
  }

  /// Goes back or forth to an offset within a line, and forgets what was found behind it.
  mutating func move(to offset: Int) {
    self.offset = offset
    depth = 0
    isAtLineStart = false
    hasEndedLastLine = false
    while let last = problems.last?.place?.span, Int(last.start) >= offset { problems.removeLast() }
    while let last = comments.last, Int(last.start) >= offset { comments.removeLast() }
  }

  /// Goes to the start of a line, to read a statement there.
  mutating func moveToLine(at offset: Int) {
    move(to: offset)
    isAtLineStart = true
    hasEndedLastLine = true
  }

  /// Goes to the end of the line: how the parser leaves a bad statement.
  mutating func skipLine() {
    while offset < limit, bytes[offset] != .newline { offset += 1 }
    depth = 0
  }

  /// From the end of a line, goes to the end of the last line below that is indented deeper than the
  /// block that is being read, or begins with a closing bracket.
  mutating func skipDeeperLines() {
    while offset < limit {
      let lineEnd = offset
      offset += 1
      let column = measureIndentation()
      let isEmpty = offset >= limit || bytes[offset] == .newline || bytes[offset] == .hash
      let closes =
        offset < limit
        && [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")]
          .contains(bytes[offset])
      if !isEmpty, !closes, column <= blockColumn {
        offset = lineEnd
        return
      }
      skipLine()
    }
  }

  /// The column at which the block that is being read begins.
  private var blockColumn: Int { indentations.last ?? 0 }
}

extension Lexer {
  private mutating func takeDedent() -> Token {
    pendingDedents -= 1
    return Token(kind: .dedent, span: Span(offset, offset), followsBlank: true)
  }

  private mutating func end() -> Token {
    if !hasEndedLastLine, depth == 0 {
      hasEndedLastLine = true
      isAtLineStart = true
      return Token(kind: .newline, span: Span(limit, limit), followsBlank: false)
    }
    if indentations.count > 1, depth == 0 {
      indentations.removeLast()
      return Token(kind: .dedent, span: Span(limit, limit), followsBlank: true)
    }
    return Token(kind: .endOfFile, span: Span(limit, limit), followsBlank: true)
  }

  /// At the start of a line: skips empty lines and comments, then compares the indentation with the
  /// open blocks'. Gives the token that opens or closes a block, if any.
  private mutating func readIndentation() -> Token? {
    var column = 0
    var lineStart = offset
    while true {
      lineStart = offset
      column = measureIndentation()
      guard offset < limit else { return nil }
      if bytes[offset] == .hash { skipComment() }
      if offset < limit, bytes[offset] == .carriageReturn, peek(1) == .newline { offset += 1 }
      guard offset < limit, bytes[offset] == .newline else { break }
      offset += 1
    }
    guard offset < limit else { return nil }
    isAtLineStart = false
    lastLineStart = offset
    if column > blockColumn {
      indentations.append(column)
      return Token(kind: .indent, span: Span(offset, offset), followsBlank: true)
    }
    guard column < blockColumn else { return nil }
    closeBlocks(deeperThan: column, lineStart: lineStart)
    return pendingDedents > 0 ? takeDedent() : nil
  }

  private mutating func closeBlocks(deeperThan column: Int, lineStart: Int) {
    while column < blockColumn {
      indentations.removeLast()
      pendingDedents += 1
    }
    guard column > blockColumn else { return }
    report(
      "this line is indented by \(column) columns, which fits no open block",
      Span(lineStart, offset), hint: "the block around it is indented by \(blockColumn)")
    // Taken as a line of the innermost block that was closed, so that it is the only error here.
    indentations.append(column)
    pendingDedents -= 1
  }

  /// The width of the blanks from here; a tab goes to the next multiple of eight.
  private mutating func measureIndentation() -> Int {
    var column = 0
    while offset < limit, bytes[offset].isBlank {
      column = bytes[offset] == UInt8(ascii: "\t") ? (column / 8 + 1) * 8 : column + 1
      offset += 1
    }
    return column
  }

  private mutating func skipComment() {
    let start = offset
    while offset < limit, bytes[offset] != .newline { offset += 1 }
    let end = offset > start && bytes[offset - 1] == .carriageReturn ? offset - 1 : offset
    comments.append(Span(start, end))
  }

  /// Skips blanks, comments and continued line ends; inside brackets line breaks too.
  mutating func skipBlanks() {
    while offset < limit {
      switch bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
      case .hash: skipComment()
      case .carriageReturn where peek(1) == .newline: offset += 1
      case .newline where depth > 0: offset += 1
      case .backslash where peek(1) == .newline: offset += 2
      case .backslash where peek(1) == .carriageReturn && peek(2) == .newline: offset += 3
      default: return
      }
    }
  }

  private mutating func readToken() -> Token {
    let byte = bytes[offset]
    if byte.isNameStart { return readNameOrString() }
    if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1).isDigit) { return readNumber() }
    if byte == .doubleQuote || byte == .quote { return readString(prefix: 0) }
    if byte == .newline { return readNewline() }
    if byte >= 0x80 { return readForeignCharacter() }
    return readOperator()
  }

  private mutating func readNewline() -> Token {
    let token = Token(kind: .newline, span: Span(offset, offset), followsBlank: false)
    offset += 1
    isAtLineStart = true
    hasEndedLastLine = true
    return token
  }

  /// Takes the bytes from `start` to here as a token.
  func token(_ kind: TokenKind, from start: Int) -> Token {
    Token(kind: kind, span: Span(start, offset), followsBlank: false)
  }

  private mutating func readNameOrString() -> Token {
    let start = offset
    if let prefix = stringPrefixLength() { return readString(prefix: prefix) }
    return readName(from: start)
  }

  /// Reads a name whose bytes before `offset`, from `start` on, are known to belong to it.
  private mutating func readName(from start: Int) -> Token {
    var isASCII = true
    while offset < limit {
      if bytes[offset].isNamePart {
        offset += 1
      } else if bytes[offset] >= 0x80,
        let (scalar, length) = SourceEncoding.scalar(in: bytes, at: offset),
        scalar.properties.isXIDContinue
      {
        isASCII = false
        offset += length
      } else {
        break
      }
    }
    if offset - start > Limits.identifierBytes {
      report(
        "this name has \(offset - start) bytes; a name has at most \(Limits.identifierBytes)",
        Span(start, start + 40))
      return token(.invalid, from: start)
    }
    let keyword = isASCII ? Keywords.kind(of: bytes[start..<offset]) : nil
    if keyword == .assert, isNamedAssert { return token(.identifier, from: start) }
    return token(keyword ?? .identifier, from: start)
  }

  /// Whether `assert` is a name here, as Starlark's own test suites use it: `assert.eq(1, 1)`, and
  /// `assert = struct(…)`. No assertion can begin so.
  private var isNamedAssert: Bool {
    if peek() == UInt8(ascii: ".") { return peek(1).isNamePart && !peek(1).isDigit }
    var ahead = 0
    while peek(ahead) == UInt8(ascii: " ") { ahead += 1 }
    return peek(ahead) == UInt8(ascii: "=") && peek(ahead + 1) != UInt8(ascii: "=")
  }

  private mutating func readForeignCharacter() -> Token {
    let start = offset
    guard let (scalar, length) = SourceEncoding.scalar(in: bytes, at: offset) else {
      offset += 1
      report("this byte is not UTF-8", Span(start, offset))
      return token(.invalid, from: start)
    }
    if scalar.properties.isXIDStart { return readName(from: start) }
    offset += length
    report(
      "unexpected character '\(scalar)' (\(Self.codePoint(scalar)))", Span(start, offset),
      hint: Self.plainSpelling(of: scalar))
    return token(.invalid, from: start)
  }

  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// What someone who pasted from a page or a paper meant.
  private static func plainSpelling(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x201C, 0x201D, 0xAB, 0xBB: "write a straight quote \""
    case 0x2018, 0x2019: "write a straight quote '"
    case 0x2212, 0x2013, 0x2014: "write a minus sign -"
    case 0xD7: "write *"
    case 0xF7: "write /"
    case 0x2264: "write <="
    case 0x2265: "write >="
    case 0x2260: "write !="
    case 0x2026: "write three dots ..."
    case 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF: "write a plain space"
    default: nil
    }
  }
}
