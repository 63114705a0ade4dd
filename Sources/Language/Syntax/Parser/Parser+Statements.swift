/// Statements, and finding the next one behind an error.
extension Parser {
  /// file: { statement } end of file
  mutating func file() -> [Statement] {
    var statements: [Statement] = []
    while token.kind != .endOfFile { statement(into: &statements) }
    return statements
  }

  /// statement: compound | timed | small { ';' small } [ ';' ] newline
  mutating func statement(into statements: inout [Statement]) {
    if accept(.newline) { return }
    lastBlockReachesEnd = false
    let start = token
    let depth = (nesting, blocks)
    do throws(Failure) {
      if token.kind == .indent { return unexpectedIndentation(into: &statements) }
      try line(into: &statements)
    } catch {
      (nesting, blocks) = depth
      openBrackets = []
      synchronise(from: start)
    }
  }

  private mutating func line(into statements: inout [Statement]) throws(Failure) {
    repeat {
      if token.kind.endsStatement { break }
      let (statement, endsWithBlock) = try oneStatement()
      statements.append(statement)
      if endsWithBlock { return }
    } while accept(.semicolon)
    guard accept(.newline) || token.kind == .endOfFile else { throw unexpectedRest() }
  }

  /// One statement without its line's end, and whether it is a compound one, which has taken it.
  mutating func oneStatement() throws(Failure) -> (Statement, endsWithBlock: Bool) {
    if let statement = try compound() { return (statement, true) }
    if let prefix = timedPrefix() { return try timed(prefix) }
    return (try small(), false)
  }

  /// compound: if | for | while | def | try
  private mutating func compound() throws(Failure) -> Statement? {
    switch token.kind {
    case .if: return .if(try ifStatement())
    case .for: return .for(try forStatement())
    case .while: return .while(try whileStatement())
    case .def: return .define(try definition())
    case .try: return .try(try tryStatement())
    default: return nil
    }
  }

  /// small: pass | break | continue | return | del | raise | assert | load | global | nonlocal
  ///      | command line | assignment | expressions
  private mutating func small() throws(Failure) -> Statement {
    let start = token.span
    switch token.kind {
    case .pass: advance(); return .pass(start)
    case .break: advance(); return .break(start)
    case .continue: advance(); return .continue(start)
    case .return: return .return(try returnStatement())
    case .del: return .delete(try deleteStatement())
    case .raise: return .raise(try raiseStatement())
    case .assert: return .assert(try assertStatement())
    case .load: return .load(try loadStatement())
    case .global: return .declare(try declaration(.global))
    case .nonlocal: return .declare(try declaration(.nonlocal))
    case .identifier: return try lineThatBeginsWithName()
    default:
      if let failure = foreignStatement() { throw failure }
      return try assignmentOrExpressions()
    }
  }

  private mutating func unexpectedIndentation(into statements: inout [Statement]) {
    report(
      "this line is indented, but no block begins above it", at: token.span,
      hint: "a block follows a line that ends with ':'")
    advance()
    while token.kind != .dedent, token.kind != .endOfFile { statement(into: &statements) }
    _ = accept(.dedent)
  }

  /// Goes to where the next statement begins, behind an error in the one that begins with `start`.
  private mutating func synchronise(from start: Token) {
    let hasOpenBracket = lexer.depth > 0
    let line = source.line(at: position)
    if hasOpenBracket, token.kind != .endOfFile, line > source.line(at: Int(start.span.start)) {
      // The bracket was forgotten; the line that does not fit into it is probably a good one.
      lexer.moveToLine(at: source.lineRange(line).lowerBound)
      return advance()
    }
    let isBlockHeader = [.if, .for, .while, .def, .try].contains(start.kind) && !hasOpenBracket
    lexer.move(to: Int(token.kind == .newline ? token.span.start : token.span.end))
    lexer.skipLine()
    if !isBlockHeader { lexer.skipDeeperLines() }
    advance()
    _ = accept(.newline)
    guard token.kind == .indent else { return }
    advance()
    var ignored: [Statement] = []
    while token.kind != .dedent, token.kind != .endOfFile { statement(into: &ignored) }
    _ = accept(.dedent)
  }

  /// The text of a docstring, if the body begins with one.
  static func documentation(of body: [Statement]) -> String? {
    guard case .expression(.literal(let literal))? = body.first,
      case .string(let text) = literal.value
    else { return nil }
    return text
  }
}

/// The small statements.
extension Parser {
  /// return: 'return' [ command line | expressions ]
  private mutating func returnStatement() throws(Failure) -> Return {
    let start = position
    advance()
    let value = token.kind.endsStatement ? nil : try rightSide()
    return Return(value, span(from: start))
  }

  /// del: 'del' target { ',' target }
  private mutating func deleteStatement() throws(Failure) -> Delete {
    let start = position
    advance()
    var targets: [Target] = []
    repeat {
      let target = try self.target(try postfix(), doing: "delete")
      targets.append(contentsOf: Self.flattened(target))
    } while accept(.comma) && !token.kind.endsStatement
    return Delete(targets, span(from: start))
  }

  private static func flattened(_ target: Target) -> [Target] {
    guard case .sequence(let parts, _, _) = target else { return [target] }
    return parts.flatMap(flattened)
  }

  /// raise: 'raise' [ test ]
  private mutating func raiseStatement() throws(Failure) -> Raise {
    let start = position
    advance()
    let value = token.kind.endsStatement ? nil : try test()
    if token.kind == .from {
      throw fail(
        "there is no 'raise … from'", at: token.span,
        hint: "put what is known into the text: raise f\"…: {e.message}\"")
    }
    return Raise(value, span(from: start))
  }

  /// assert: 'assert' test [ ',' test ]
  private mutating func assertStatement() throws(Failure) -> Assert {
    let start = position
    advance()
    let condition = try test()
    let message = accept(.comma) ? try test() : nil
    return Assert(condition, message: message, span(from: start))
  }

  /// load: 'load' '(' string { ',' [ name '=' ] string } [ ',' ] ')'
  private mutating func loadStatement() throws(Failure) -> Load {
    let start = position
    advance()
    let opener = try openParenthesis("'(' after 'load'")
    let (path, pathSpan) = try loadText("the file's name as a string")
    var items: [Load.Item] = []
    while accept(.comma), token.kind != .rightParenthesis { items.append(try loadItem()) }
    try expectClosing(.rightParenthesis, "',' or ')' in 'load'", opener: opener)
    let span = span(from: start)
    guard !items.isEmpty else {
      throw fail(
        "this 'load' names nothing to load", at: span,
        hint: "write load(\"\(path)\", \"name\")")
    }
    for item in items { scopes.bind(item.local.text, .function) }
    return Load(path: path, pathSpan: pathSpan, items, span)
  }

  /// Takes a parenthesis that must be there.
  mutating func openParenthesis(_ what: @autoclosure () -> String) throws(Failure) -> Span {
    guard token.kind == .leftParenthesis else { throw expected(what()) }
    return open()
  }

  private mutating func loadItem() throws(Failure) -> Load.Item {
    if token.kind == .identifier {
      let local = Name(text(token.span), token.span)
      advance()
      try expect(.assign, "'=' after the name '\(local.text)'")
      let (exported, span) = try loadText("the name in the loaded file, as a string")
      return Load.Item(local: local, exported: exported, exportedSpan: span)
    }
    let (name, span) = try loadText("a name to load, as a string")
    guard Self.isName(name) else {
      throw fail("'\(name)' is not a name", at: span, hint: "load takes names of variables")
    }
    return Load.Item(local: Name(name, span), exported: name, exportedSpan: span)
  }

  private mutating func loadText(_ what: String) throws(Failure) -> (String, Span) {
    guard token.kind == .string else { throw expected(what) }
    let span = token.span
    guard case .literal(let node) = try string(), case .string(let text) = node.value else {
      throw fail("expected \(what), found bytes", at: span)
    }
    return (text, span)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart else {
      return false
    }
    return text.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
      && [nil, .assert].contains(Keywords.kind(of: Array(text.utf8)[...]))
  }

  /// declaration: ( 'global' | 'nonlocal' ) name { ',' name }
  private mutating func declaration(
    _ scope: Declaration.Scope
  ) throws(Failure) -> Declaration {
    let start = position
    advance()
    var names: [Name] = []
    repeat {
      names.append(try name("a variable's name after '\(scope.rawValue)'"))
    } while accept(.comma)
    if scope == .global { declaredGlobals.append(contentsOf: names.map(\.text)) }
    return Declaration(scope, names, span(from: start))
  }

  /// Takes a name.
  mutating func name(_ what: @autoclosure () -> String) throws(Failure) -> Name {
    guard token.kind == .identifier else { throw expectedName(what()) }
    let name = Name(text(token.span), token.span)
    advance()
    return name
  }
}
