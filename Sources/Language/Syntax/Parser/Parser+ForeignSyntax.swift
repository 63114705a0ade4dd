/// What other languages have and this one has not: each is one error that names our way.
extension Parser {
  /// Reports a statement that Python has and we lack, if the token begins one.
  mutating func foreignStatement() -> Failure? {
    switch token.kind {
    case .identifier: return foreignWord()
    case .slash,
      .doubleSlash where isFirstOnLine():
      return fail("a comment begins with '#'", at: token.span)
    default: break
    }
    guard let (message, hint) = Self.foreignStatements[token.kind] else { return nil }
    return fail(message, at: token.span, hint: hint)
  }

  private static let foreignStatements: [TokenKind: (message: String, hint: String)] = [
    .class: ("there are no classes", "use functions, and struct(a=1) for records"),
    .import: (
      "there is no 'import'", "the library is built in; load(\"lib.seg\", \"name\") reads a script"
    ),
    .from: ("there is no 'from … import'", "load(\"lib.seg\", \"name\") reads a script"),
    .with: ("there is no 'with'", "read_text and write_text open and close files themselves"),
    .yield: ("there are no generators", "build a list and return it"),
    .async: ("there is no 'async'", "evaluate runs on several threads by itself: --jobs"),
    .await: ("there is no 'await'", "call the function"),
    .at: ("there are no decorators", "call the function on the other: f = decorate(f)"),
    .else: ("an 'else' without 'if' above it at the same indentation", "indent it as its 'if'"),
    .elif: ("an 'elif' without 'if' above it at the same indentation", "indent it as its 'if'"),
    .except: ("an 'except' without 'try' above it", "indent it as its 'try'"),
    .finally: ("a 'finally' without 'try' above it", "indent it as its 'try'"),
    .question: ("a '?' stands behind the name", "write NAME?"),
    .bang: ("there is no '!' for the shell", "the operating system's shell runs programs"),
    .percent: ("there are no '%' commands", "write time or bench, without '%'"),
    .doubleBar: ("unexpected '||'", "write or"),
    .ellipsis: ("'...' stands in lists and subscripts only", "write pass for an empty block"),
  ]

  /// Statements of other languages that begin with a word that is no keyword here.
  private mutating func foreignWord() -> Failure? {
    let word = text(token.span)
    guard scopes.meaning(of: word) == nil, let hint = Self.foreignWords[word] else { return nil }
    var offset = Int(token.span.end)
    while offset < lexer.limit, source.bytes[offset].isBlank { offset += 1 }
    guard offset > Int(token.span.end), offset < lexer.limit, source.bytes[offset].isNameStart
    else { return nil }
    let next = source.bytes[offset..<lexer.limit].prefix { $0.isNamePart }
    if Keywords.kind(of: next) != nil { return nil }
    return fail("there is no '\(word)'", at: token.span, hint: hint)
  }

  private static let foreignWords = [
    "match": "use if and elif",
    "switch": "use if and elif",
    "function": "write def name(…):",
    "func": "write def name(…):",
    "let": "assign without a keyword: name = value",
    "var": "assign without a keyword: name = value",
    "const": "assign without a keyword: name = value",
    "elseif": "write elif",
    "elsif": "write elif",
    "throw": "write raise",
    "do": "use while True: and break",
    "until": "use while not …:",
    "unless": "use if not …:",
  ]

  private func isFirstOnLine() -> Bool {
    let line = source.lineRange(source.line(at: position))
    return source.bytes[line.lowerBound..<position].allSatisfy { $0.isBlank }
  }

  /// The error for an operator of other languages at the token, if it is one.
  func foreignOperator() -> (message: String, hint: String)? {
    switch token.kind {
    case .doubleAmpersand: ("there is no '&&'", "write and")
    case .doubleBar: ("there is no '||'", "write or")
    case .bang: ("there is no '!'", "write not")
    case .lessGreater: ("there is no '<>'", "write !=")
    case .walrus: ("there is no ':='", "assign on a line of its own")
    case .question: ("there is no '?' operator", "write a if condition else b")
    case .yield: ("there are no generators", "build a list and return it")
    case .await: ("there is no 'await'", "call the function")
    case .async: ("there is no 'async'", "use a plain for")
    default: nil
    }
  }

  /// The error for a token where an expression should begin.
  mutating func expectedExpression() -> Failure {
    switch token.kind {
    case .ellipsis: return misplacedEllipsis()
    case .star, .doubleStar:
      return fail("a '\(text(token.span))' cannot stand here", at: token.span)
    case .plus, .minus, .newline, .endOfFile: break
    default:
      if isReserved(token) { return expectedName("a value") }
    }
    let previous = previousEnd >= 2 ? text(Span(previousEnd - 2, previousEnd)) : ""
    if token.kind.endsStatement, previous == "++" || previous == "--" {
      return fail(
        "there is no '\(previous)'", at: Span(previousEnd - 2, previousEnd),
        hint: "write \(previous.prefix(1))= 1")
    }
    return expected("a value")
  }

  /// The error for a token where a name should stand.
  mutating func expectedName(_ what: String) -> Failure {
    guard isReserved(token) else { return expected(what) }
    return fail(
      "expected \(what), found the reserved word '\(text(token.span))'", at: token.span)
  }

  private func isReserved(_ token: Token) -> Bool {
    Keywords.kind(of: source.bytes[token.span.range]) != nil
  }

  /// The error for `...` outside lists and subscripts.
  mutating func misplacedEllipsis() -> Failure {
    fail(
      "'...' stands in lists and subscripts only", at: token.span,
      hint: "a range is [first, ..., last]")
  }

  /// The error for two strings side by side.
  mutating func adjacentStrings() -> Failure {
    fail("two strings side by side are not joined", at: token.span, hint: "write '+' between them")
  }

  /// The error for what follows a complete statement on its line.
  mutating func unexpectedRest() -> Failure {
    if token.kind == .for {
      return fail(
        "a comprehension stands in brackets", at: token.span, hint: "write [x for x in …]")
    }
    if token.kind.closesBracket {
      return fail("'\(text(token.span))' closes no bracket", at: token.span)
    }
    if token.kind == .ellipsis { return misplacedEllipsis() }
    return expected("an operator or the end of the line")
  }
}
