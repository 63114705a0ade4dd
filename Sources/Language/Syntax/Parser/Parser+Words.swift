/// The words of a command line.
extension Parser {
  /// command line: verb { word }
  mutating func commandLine(
    _ callee: CommandLine.Callee, _ verb: Span
  ) throws(Failure) -> CommandLine {
    var words: [Word] = []
    var hasEndOfFlags = false
    lexer.move(to: Int(verb.end))
    while let start = nextWord() {
      let word = try word(at: start, flags: !hasEndOfFlags)
      if case .endOfFlags = word.content { hasEndOfFlags = true }
      words.append(word)
      lexer.move(to: Int(word.span.end))
    }
    let end = words.last.map { Int($0.span.end) } ?? Int(verb.end)
    resume(behind: end)
    return CommandLine(callee, calleeSpan: verb, words, Span(Int(verb.start), end))
  }

  /// Goes on with tokens behind a part that was read otherwise.
  mutating func resume(behind offset: Int) {
    lexer.move(to: offset)
    token = Token(kind: .identifier, span: Span(offset, offset), followsBlank: false)
    advance()
  }

  /// Goes over blanks and continued line ends; the offset of the next word, if the line has one.
  private mutating func nextWord() -> Int? {
    while true {
      if lexer.peek().isBlank {
        lexer.offset += 1
      } else if lexer.peek() == .backslash, lexer.peek(1) == .newline {
        lexer.offset += 2
      } else if lexer.peek() == .backslash, lexer.peek(1) == .carriageReturn,
        lexer.peek(2) == .newline
      {
        lexer.offset += 3
      } else {
        break
      }
    }
    let isComment = lexer.peek() == .hash
    return endsWord(lexer.offset) || isComment ? nil : lexer.offset
  }

  /// Whether a word ends before `offset`: at a blank, the line's end or `;`.
  private func endsWord(_ offset: Int) -> Bool {
    guard offset < lexer.limit else { return true }
    let byte = source.bytes[offset]
    func isNewline(_ ahead: Int) -> Bool {
      offset + ahead < lexer.limit && source.bytes[offset + ahead] == .newline
    }
    switch byte {
    case .newline, UInt8(ascii: ";"): return true
    case .carriageReturn: return isNewline(1)
    case .backslash: return isNewline(1)
    default: return byte.isBlank
    }
  }

  /// word: flag | quoted | '(' … ')' | '[' … ']' | tight call | bare
  private mutating func word(at start: Int, flags: Bool) throws(Failure) -> Word {
    let first = source.bytes[start]
    let second = start + 1 < lexer.limit ? source.bytes[start + 1] : 0
    if flags, first == UInt8(ascii: "-"), second == first { return try flag(at: start) }
    return try value(at: start)
  }

  /// flag: '--' | '--' name [ '=' value ]
  private mutating func flag(at start: Int) throws(Failure) -> Word {
    var end = start + 2
    if endsWord(end) { return word(Span(start, end), .endOfFlags) }
    while end < lexer.limit, source.bytes[end].isNamePart || source.bytes[end] == Self.hyphen {
      end += 1
    }
    let name = text(Span(start + 2, end))
    guard name.utf8.first?.isNameStart == true else {
      throw failWord("a flag's name begins with a letter", Span(start, max(end, start + 3)))
    }
    let parameter = String(name.map { $0 == "-" ? "_" : $0 })
    if endsWord(end) { return word(Span(start, end), .flag(name: parameter, value: nil)) }
    guard source.bytes[end] == UInt8(ascii: "=") else {
      throw failWord(
        "a flag is --name or --name=value", Span(end, end + 1), hint: "quote a word that begins so")
    }
    let value = try value(at: end + 1)
    return word(Span(start, Int(value.span.end)), .flag(name: parameter, value: value))
  }

  private static let hyphen = UInt8(ascii: "-")

  /// Reads a word that is no flag.
  private mutating func value(at start: Int) throws(Failure) -> Word {
    guard !endsWord(start) else { return word(Span(start, start), .bare) }
    let first = source.bytes[start]
    lexer.move(to: start)
    let isString = lexer.stringPrefixLength() != nil || first == .quote || first == .doubleQuote
    if isString { return try expressionWord(at: start) { .quoted($0) } }
    if first == UInt8(ascii: "(") || first == UInt8(ascii: "[") {
      return try expressionWord(at: start) { .expression($0) }
    }
    let bare = bareWord(at: start)
    if first.isNameStart || first >= 0x80 { return try nameWord(at: start, bare) }
    try checkBare(bare)
    if let number = try literal(bare) { return word(bare, .literal(number)) }
    return word(bare, .bare)
  }

  /// The span up to the next blank; a blank behind a `\` belongs to the word.
  private func bareWord(at start: Int) -> Span {
    var end = start
    while !endsWord(end) { end += isEscapedBlank(at: end) ? 2 : 1 }
    return Span(start, end)
  }

  private func isEscapedBlank(at offset: Int) -> Bool {
    source.bytes[offset] == .backslash && offset + 1 < lexer.limit
      && source.bytes[offset + 1] == UInt8(ascii: " ")
  }

  private mutating func checkBare(_ span: Span) throws(Failure) {
    let bytes = source.bytes[span.range]
    if bytes.last == UInt8(ascii: ",") {
      throw failWord(
        "words are divided by blanks, not by commas", Span(Int(span.end) - 1, Int(span.end)),
        hint: "leave the comma away, or quote the word")
    }
    if let quote = bytes.firstIndex(where: { $0 == .quote || $0 == .doubleQuote }) {
      throw failWord("a quote within a word", Span(quote, quote + 1), hint: "quote the whole word")
    }
  }

  /// Reads the value of a word that begins with a quote or bracket and must end with its partner.
  private mutating func expressionWord(
    at start: Int, _ content: (Expression) -> Word.Content
  ) throws(Failure) -> Word {
    let expression = try tightExpression(at: start)
    let end = previousEnd
    guard endsWord(end) else {
      throw failWord(
        "expected a blank after the word '\(shortened(Span(start, end)))'", Span(end, end + 1))
    }
    return word(Span(start, end), content(expression))
  }

  private func shortened(_ span: Span) -> String {
    let text = text(span)
    return text.count <= 40 ? text : text.prefix(30) + "…"
  }

  private mutating func tightExpression(at start: Int) throws(Failure) -> Expression {
    lexer.move(to: start)
    token = Token(kind: .newline, span: Span(start, start), followsBlank: true)
    advance()
    return try postfix(tight: true)
  }

  /// A word that begins like a name: a tight call, a variable with members and indices, or a bare word.
  private mutating func nameWord(at start: Int, _ bare: Span) throws(Failure) -> Word {
    let known = errors.count
    let depth = nesting
    do throws(Failure) {
      let expression = try tightExpression(at: start)
      let span = Span(start, previousEnd)
      if endsWord(previousEnd) {
        if holdsCall(expression) { return word(span, .expression(expression)) }
        if case .literal = expression { return word(span, .literal(expression)) }
        return settled(word(span, .candidate(expression)))
      }
    } catch {
      if hasTightCall(bare) { throw error }
      nesting = depth
      openBrackets = []
    }
    forgetErrors(after: known)
    lexer.move(to: start)
    try checkBare(bare)
    return word(bare, .bare)
  }

  /// Whether a member, index or call chain has a call in it.
  private func holdsCall(_ expression: Expression) -> Bool {
    var current = expression
    while true {
      switch current {
      case .call: return true
      case .attribute(let node): current = node.base
      case .subscript(let node): current = node.base
      default: return false
      }
    }
  }

  private func hasTightCall(_ span: Span) -> Bool {
    let rest = source.bytes[span.range].drop { $0.isNamePart || $0 == UInt8(ascii: ".") }
    return rest.first == UInt8(ascii: "(")
  }

  /// The number that a bare word spells, if it spells one.
  private mutating func literal(_ span: Span) throws(Failure) -> Expression? {
    var start = Int(span.start)
    let sign = source.bytes[start]
    let isNegative = sign == UInt8(ascii: "-")
    if isNegative || sign == UInt8(ascii: "+") { start += 1 }
    guard start < Int(span.end) else { return nil }
    let first = source.bytes[start]
    guard first.isDigit || first == UInt8(ascii: ".") else { return nil }
    let known = errors.count
    lexer.move(to: start)
    token = lexer.next()
    let isNumber = token.kind == .integer || token.kind == .float
    guard isNumber, token.span.end == span.end, let number = try? atom() else {
      forgetErrors(after: known)
      lexer.move(to: start)
      return nil
    }
    return isNegative ? .unary(UnaryNode(.minus, number, span)) : number
  }

  /// The expression of a bare word that is known to be a dotted name.
  mutating func bareExpression(_ span: Span) throws(Failure) -> Expression {
    try tightExpression(at: Int(span.start))
  }

  /// A word with its text.
  func word(_ span: Span, _ content: Word.Content) -> Word {
    guard case .bare = content else { return Word(text(span), span, content) }
    return Word(PathWord.text(of: text(span)), span, content)
  }

  /// Decides at the top level whether a word that looks like a variable is one. In a function that is
  /// left to the resolver, since the variable may be assigned further below.
  func settled(_ word: Word) -> Word {
    guard case .candidate(let expression) = word.content, !scopes.isInFunction else { return word }
    let isVariable = Self.root(of: expression).map { scopes.meaning(of: $0.text) != nil } ?? false
    word.content = isVariable ? .variable(expression) : .bare
    return word
  }

  /// The variable at the root of a chain of members and indices.
  static func root(of expression: Expression) -> Name? {
    var current = expression
    while true {
      switch current {
      case .name(let name): return name
      case .attribute(let node): current = node.base
      case .subscript(let node): current = node.base
      default: return nil
      }
    }
  }

  private mutating func failWord(_ message: String, _ span: Span, hint: String? = nil) -> Failure {
    lexer.move(to: Int(span.end))
    token = Token(kind: .invalid, span: span, followsBlank: false)
    return fail(message, at: span, hint: hint)
  }
}
