/// Command lines: which lines are some, and their words.
extension Parser {
  /// A statement that begins with a name: a command line, `NAME?`, an assignment, or an expression.
  mutating func lineThatBeginsWithName() throws(Failure) -> Statement {
    if let failure = foreignStatement() { throw failure }
    if let line = try helpLine() { return .expression(.command(line)) }
    switch reading(isWholeStatement: true) {
    case .command(let callee, let verb):
      return .expression(.command(try commandLine(callee, verb)))
    case .explicitCommand:
      return .expression(.command(try explicitCommand()))
    case .expression:
      return try assignmentOrExpressions()
    case .unknownVerb(let verb):
      return try assignmentOrUnknownVerb(verb)
    }
  }

  /// The command line that begins at the token, which stands right of `=` or `return`, if one does.
  mutating func commandLineRightOfAssignment() throws(Failure) -> CommandLine? {
    switch reading(isWholeStatement: false) {
    case .command(let callee, let verb): return try commandLine(callee, verb)
    case .explicitCommand: return try explicitCommand()
    case .unknownVerb(let verb):
      let text = text(verb)
      let isName = names.isBuiltin(text) || scopes.meaning(of: text) != nil
      return isName || !wordBegins(behind: verb) ? nil : try unknown(verb)
    case .expression: return nil
    }
  }

  /// The prefix that the token is, `time` or `bench`, if a statement follows it.
  func timedPrefix() -> Timed.Prefix? {
    guard token.kind == .identifier, let prefix = Timed.Prefix(rawValue: text(token.span)),
      scopes.meaning(of: prefix.rawValue) == nil, continues(behind: token.span) == .word
    else { return nil }
    return prefix
  }

  /// timed: ( 'time' | 'bench' ) ( compound | small )
  mutating func timed(_ prefix: Timed.Prefix) throws(Failure) -> (Statement, endsWithBlock: Bool) {
    let start = position
    try enter()
    advance()
    let (statement, endsWithBlock) = try oneStatement()
    nesting -= 1
    return (.timed(Timed(prefix, statement, span(from: start))), endsWithBlock)
  }
}

/// Which lines are command lines. All of it is decided by the line's first characters and the names
/// that are known there.
extension Parser {
  private enum Reading {
    case expression
    case command(CommandLine.Callee, verb: Span)
    /// `cmd NAME …`
    case explicitCommand
    /// A first word that names nothing, with something behind it.
    case unknownVerb(Span)
  }

  /// What stands behind a line's first word.
  private enum Continuation {
    /// `=`, an operator with blanks on both sides, or no blank at all
    case expression
    /// nothing more
    case end
    /// a word
    case word
  }

  private func reading(isWholeStatement: Bool) -> Reading {
    let verb = dottedName()
    let continuation = continues(behind: verb)
    guard continuation != .expression else { return .expression }
    if continuation == .end, !isWholeStatement { return .expression }
    let root = text(token.span)
    switch scopes.meaning(of: root) {
    case .value:
      return continuation == .word ? .unknownVerb(verb) : .expression
    case .function:
      guard continuation == .word, verb == token.span else { return .expression }
      return .command(.function(.name(Name(root, verb))), verb: verb)
    case nil: break
    }
    let name = text(verb)
    if names.isCommand(name) { return .command(.command(name), verb: verb) }
    if continuation == .end { return .expression }
    if ShellWords.way(of: name) != nil, !names.isBuiltin(name) { return .unknownVerb(verb) }
    return name == "cmd" ? .explicitCommand : .unknownVerb(verb)
  }

  /// The token and every `.name` right behind it.
  private func dottedName() -> Span {
    var end = Int(token.span.end)
    let bytes = source.bytes
    while end + 1 < lexer.limit, bytes[end] == UInt8(ascii: "."), bytes[end + 1].isNameStart {
      end += 1
      while end < lexer.limit, bytes[end].isNamePart { end += 1 }
    }
    return Span(position, end)
  }

  private func continues(behind span: Span) -> Continuation {
    var offset = Int(span.end)
    func byte(_ ahead: Int = 0) -> UInt8 {
      offset + ahead < lexer.limit ? source.bytes[offset + ahead] : .newline
    }
    while byte().isBlank { offset += 1 }
    let hasBlank = offset > Int(span.end)
    switch byte() {
    case .newline, UInt8(ascii: ";"), .hash: return .end
    case .carriageReturn where byte(1) == .newline: return .end
    case .backslash where byte(1) == .newline: return .word
    default: break
    }
    guard hasBlank, !isAssignment(at: offset), !isSpacedOperator(at: offset) else {
      return .expression
    }
    return .word
  }

  /// Whether `=`, or an operator that ends with it, stands at `offset`.
  private func isAssignment(at offset: Int) -> Bool {
    let rest = source.bytes[offset..<lexer.limit]
    if rest.first == UInt8(ascii: "=") { return true }
    return rest.prefix(3).prefix { Self.operatorBytes.contains($0) }.last == UInt8(ascii: "=")
  }

  private static let operatorBytes = Set("+-*/%@&|^<>=!:".utf8)
  private static let operatorWords: Set<String> = ["in", "not", "is", "and", "or", "if"]

  /// Whether an operator stands at `offset` with a blank and something more behind it.
  private func isSpacedOperator(at offset: Int) -> Bool {
    let rest = source.bytes[offset..<lexer.limit]
    var symbols = rest.prefix(3).prefix { Self.operatorBytes.contains($0) }
    if symbols.isEmpty {
      symbols = rest.prefix(4).prefix { $0.isNamePart }
      guard Self.operatorWords.contains(String(decoding: symbols, as: UTF8.self)) else {
        return false
      }
    } else if symbols.elementsEqual("--".utf8) {
      return false
    }
    guard let next = rest.dropFirst(symbols.count).first else { return false }
    if next == .backslash { return true }
    guard next.isBlank else { return false }
    let behind = rest.dropFirst(symbols.count).drop { $0.isBlank }
    guard let more = behind.first, more != .newline, more != .hash, more != UInt8(ascii: ";") else {
      return false
    }
    return !symbols.elementsEqual("not".utf8) || behind.starts(with: "in ".utf8)
  }

  /// Whether what stands behind an unknown first word cannot continue an expression.
  private func wordBegins(behind verb: Span) -> Bool {
    var offset = Int(verb.end)
    while offset < lexer.limit, source.bytes[offset].isBlank { offset += 1 }
    guard offset < lexer.limit else { return false }
    let byte = source.bytes[offset]
    let isQuote = byte == .quote || byte == .doubleQuote
    return byte.isNameStart || byte.isDigit || isQuote
      || source.bytes[offset...].starts(with: "--".utf8)
  }
}

/// First words that name nothing.
extension Parser {
  /// Reads an expression; where that fails, the first word was meant as a verb.
  private mutating func assignmentOrUnknownVerb(_ verb: Span) throws(Failure) -> Statement {
    let known = errors.count
    let isShellWord = scopes.meaning(of: text(verb)) == nil && ShellWords.way(of: text(verb)) != nil
    if isShellWord, !names.isBuiltin(text(verb)) {
      _ = try unknown(verb)
    }
    do throws(Failure) {
      let statement = try assignmentOrExpressions()
      guard token.kind.endsStatement else { throw unexpectedRest() }
      return statement
    } catch {
      let isCut = token.kind == .endOfFile && !wordBegins(behind: verb)
      if isCut || foreignOperator() != nil { throw error }
      forgetErrors(after: known)
      _ = try unknown(verb)
      throw error
    }
  }

  private mutating func unknown(_ verb: Span) throws(Failure) -> CommandLine {
    let name = text(verb)
    let root = String(name.prefix { $0 != "." })
    if scopes.meaning(of: root) == .value {
      let help =
        names.isCommand(name) ? "'cmd \(name) …' runs the command that the variable hides" : nil
      throw fail(
        "'\(root)' is a variable, so this line is an expression, but it does not end here",
        at: token.kind.endsStatement ? verb : token.span, help: help)
    }
    if names.isBuiltin(root), !names.commandNames.contains(where: { $0.hasPrefix("\(root).") }) {
      throw fail(
        "'\(name)' is a function, not a command", at: verb, hint: "write \(name)(…)")
    }
    if let way = ShellWords.way(of: name) {
      throw fail("'\(name)' is a command of the system's shell", at: verb, hint: way)
    }
    throw fail("no command named '\(name)'", at: verb, hint: nearestCommand(to: name))
  }

  /// The command that was meant; no more are sought than errors are shown.
  private func nearestCommand(to name: String) -> String? {
    guard errors.count < Limits.reportedErrors else { return nil }
    return Suggestions.nearest(to: name, among: names.commandNames).first
      .map { "did you mean '\($0)'?" }
  }

  /// `NAME?` is `help NAME`.
  private mutating func helpLine() throws(Failure) -> CommandLine? {
    let name = dottedName()
    let end = Int(name.end)
    guard end < lexer.limit, source.bytes[end] == UInt8(ascii: "?"),
      continues(behind: Span(Int(name.start), end + 1)) == .end
    else { return nil }
    let word = word(name, .candidate(try bareExpression(name)))
    resume(behind: end + 1)
    return CommandLine(
      .command("help"), calleeSpan: Span(end, end + 1), [settled(word)],
      Span(Int(name.start), end + 1))
  }

  /// `cmd NAME …` reaches a command whatever hides it.
  private mutating func explicitCommand() throws(Failure) -> CommandLine {
    advance()
    guard token.kind == .identifier else { throw expected("a command's name after 'cmd'") }
    let verb = dottedName()
    guard names.isCommand(text(verb)) else {
      throw fail(
        "no command named '\(text(verb))'", at: verb, hint: nearestCommand(to: text(verb)))
    }
    return try commandLine(.command(text(verb)), verb)
  }

  /// Notes each variable of the top level that begins to hide a command.
  mutating func noteHiddenCommands(_ target: Target) {
    switch target {
    case .name(let name):
      guard !scopes.isInFunction, scopes.meaning(of: name.text) == nil, names.isCommand(name.text)
      else { return }
      notes.append(
        Diagnostic(
          .syntax, "the variable '\(name.text)' hides the command from here on",
          at: Place(source, name.span), help: "'cmd \(name.text) …' reaches the command",
          severity: .note))
    case .sequence(let parts, _, _): for part in parts { noteHiddenCommands(part) }
    case .attribute, .subscript: break
    }
  }
}
