/// Statements with blocks.
extension Parser {
  /// if: 'if' test block { 'elif' test block } [ 'else' block ]
  mutating func ifStatement() throws(Failure) -> If {
    let start = position
    var branches: [If.Branch] = []
    var alternative: [Statement] = []
    repeat {
      let keyword = text(token.span)
      advance()
      let condition = try test()
      branches.append(
        If.Branch(condition: condition, body: try block(after: "the condition of '\(keyword)'")))
    } while token.kind == .elif
    if accept(.else) {
      if token.kind == .if {
        throw fail("'else if' is written in one word", at: token.span, hint: "write elif")
      }
      alternative = try block(after: "'else'")
    }
    return If(branches, alternative: alternative, span(from: start))
  }

  /// for: 'for' targets 'in' expressions block
  mutating func forStatement() throws(Failure) -> For {
    let start = position
    advance()
    let target = try loopTargets()
    try expect(.in, "'in' after the variables of 'for'")
    let values = try expressions(.allowingStars)
    try refuseStars(values)
    scopes.bind(target)
    let body = try block(after: "the values of 'for'")
    try refuseElse(of: "for")
    return For(target, in: values, body, span(from: start))
  }

  /// while: 'while' test block
  mutating func whileStatement() throws(Failure) -> While {
    let start = position
    advance()
    let condition = try test()
    let body = try block(after: "the condition of 'while'")
    try refuseElse(of: "while")
    return While(condition, body, span(from: start))
  }

  private mutating func refuseElse(of loop: String) throws(Failure) {
    guard token.kind == .else else { return }
    throw fail(
      "a '\(loop)' has no 'else'", at: token.span, hint: "set a variable before 'break' and test it"
    )
  }

  /// targets: [ '*' ] postfix { ',' [ '*' ] postfix } [ ',' ]
  mutating func loopTargets() throws(Failure) -> Target {
    let start = position
    var elements: [Element] = []
    var isTuple = false
    repeat {
      if token.kind == .in, isTuple { break }
      let isStarred = accept(.star)
      let expression = try postfix()
      elements.append(isStarred ? .spread(expression) : .value(expression))
      isTuple = isTuple || isStarred || token.kind == .comma
    } while accept(.comma)
    if !isTuple, let only = elements.first {
      return try target(only.expression, doing: "assign to")
    }
    return try target(.tuple(SequenceNode(elements, span(from: start))), doing: "assign to")
  }

  /// try: 'try' block { 'except' [ kinds ] [ 'as' name ] block } [ 'finally' block ]
  mutating func tryStatement() throws(Failure) -> Try {
    let start = position
    advance()
    let body = try block(after: "'try'")
    var handlers: [Try.Handler] = []
    while token.kind == .except {
      if let last = handlers.last, last.kinds.isEmpty {
        throw fail(
          "the 'except' above catches everything already", at: token.span,
          labels: [.init("this one", at: Place(source, last.span))])
      }
      handlers.append(try handler())
    }
    if token.kind == .else {
      throw fail("a 'try' has no 'else'", at: token.span, hint: "put the statements behind it")
    }
    let hasFinally = accept(.finally)
    let finally = hasFinally ? try block(after: "'finally'") : []
    guard hasFinally || !handlers.isEmpty else {
      throw expected("'except' or 'finally' after the block of 'try'")
    }
    return Try(body, handlers: handlers, finally: finally, span(from: start))
  }

  private mutating func handler() throws(Failure) -> Try.Handler {
    let start = position
    advance()
    let kinds = token.kind == .colon || token.kind == .as ? [] : try errorKinds()
    var bound: Name?
    if accept(.as) {
      let name = try name("a name after 'as'")
      scopes.bind(name.text, .value)
      bound = name
    }
    let span = span(from: start)
    let body = try block(after: "'except'")
    return Try.Handler(kinds: kinds, name: bound, body: body, span: span)
  }

  /// kinds: kind | '(' kind { ',' kind } [ ',' ] ')'
  private mutating func errorKinds() throws(Failure) -> [ErrorKind] {
    guard token.kind == .leftParenthesis else {
      let kind = try errorKind()
      if token.kind == .comma {
        throw fail(
          "several kinds stand in parentheses", at: token.span,
          hint: "except (KeyError, IndexError):")
      }
      return kind.map { [$0] } ?? []
    }
    let opener = open()
    var kinds: [ErrorKind] = []
    var isAny = false
    repeat {
      if token.kind == .rightParenthesis { break }
      if let kind = try errorKind() { kinds.append(kind) } else { isAny = true }
    } while accept(.comma)
    try expectClosing(.rightParenthesis, "')' after the kinds of error", opener: opener)
    return isAny ? [] : kinds
  }

  /// One kind; `nil` for `Exception`, which is all of them.
  private mutating func errorKind() throws(Failure) -> ErrorKind? {
    let name = try name("a kind of error, 'as' or ':' after 'except'")
    if name.text == "Exception" { return nil }
    if let kind = ErrorKind(rawValue: name.text) {
      guard kind.isCatchable else { throw fail("'\(name.text)' cannot be caught", at: name.span) }
      return kind
    }
    let kinds = ErrorKind.allCases.filter(\.isCatchable).map(\.rawValue)
    let nearest = Suggestions.nearest(to: name.text, among: kinds).first
    throw fail(
      "there is no kind of error named '\(name.text)'", at: name.span,
      hint: nearest.map { "did you mean '\($0)'?" },
      help: "the kinds are " + kinds.joined(separator: ", "))
  }

  /// block: ':' newline indent statement { statement } dedent | ':' small { ';' small } newline
  ///
  /// - Parameter what: what stands before the colon, for the message.
  mutating func block(after what: @autoclosure () -> String) throws(Failure) -> [Statement] {
    if token.kind == .leftBrace {
      throw fail("expected ':' after \(what()), found '{'", at: token.span, hint: Self.blockHint)
    }
    if token.kind == .assign {
      throw fail("an assignment cannot stand here", at: token.span, hint: "compare with '=='")
    }
    try expect(.colon, "':' after \(what())")
    guard blocks < Limits.blocks else {
      throw fail("blocks are nested deeper than \(Limits.blocks) levels", at: token.span)
    }
    blocks += 1
    defer { blocks -= 1 }
    var statements: [Statement] = []
    guard token.kind == .newline else {
      try inlineBlock(into: &statements)
      return statements
    }
    advance()
    guard accept(.indent) else {
      noteFirstError(cutting: .head)
      report(
        "expected an indented block after \(what())",
        at: token.kind == .endOfFile ? Span(previousEnd, previousEnd) : token.span,
        hint: "indent its lines, or write 'pass'")
      return []
    }
    while token.kind != .dedent, token.kind != .endOfFile { statement(into: &statements) }
    lastBlockReachesEnd = position >= lexer.limit
    _ = accept(.dedent)
    return statements
  }

  private static let blockHint = "a block is ':' and indented lines, without braces"

  private mutating func inlineBlock(into statements: inout [Statement]) throws(Failure) {
    repeat {
      if token.kind.endsStatement { break }
      switch token.kind {
      case .if, .for, .while, .def, .try:
        throw fail("a block cannot begin on this line", at: token.span, hint: "begin a new line")
      default: break
      }
      let (statement, endsWithBlock) = try oneStatement()
      statements.append(statement)
      if endsWithBlock { return }
    } while accept(.semicolon)
    guard accept(.newline) || token.kind == .endOfFile else { throw unexpectedRest() }
    if statements.isEmpty {
      throw fail("expected a statement after ':'", at: span(from: previousEnd))
    }
  }
}
