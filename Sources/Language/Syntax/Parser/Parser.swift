/// What parsing a text gave.
struct Parse {
  /// The tree; it may only be run when there are no errors.
  let program: Program
  /// The errors, in source order, at most ``Limits/reportedErrors``.
  let errors: [Diagnostic]
  /// What a person may want to know all the same: a variable that hides a command.
  let notes: [Diagnostic]
  /// What the text's end cuts short where it is the beginning of a longer one: at the prompt, read on.
  let openEnd: OpenEnd?
  /// Where the last line begins that continues no bracket, string or `\`, behind its indentation.
  let lastLineStart: Int

  /// What the end of a text cuts short.
  enum OpenEnd: Equatable {
    /// A string with three quotes, or one with a `\` before the line's end.
    case string
    case bracket
    /// A line that ends with `\`.
    case joinedLine
    /// The head of a block, whose first statement must follow.
    case head
    /// A statement that needs another clause, as `try` does.
    case statement
    /// A block, which is whole but may go on.
    case block
  }

  /// Whether the text is the beginning of a longer one.
  var isIncomplete: Bool { openEnd != nil }
}

/// Reads a text into a tree. There is one method for each production of `grammar.txt`, by its name; what
/// a method says it expected is the error message.
///
/// A method that meets an error reports it and throws; the statement's loop catches, finds the next
/// statement and goes on, so that one run reports several errors.
struct Parser {
  /// How the end of the text is taken.
  enum Mode {
    /// A file, or pasted or piped text: the end is the end.
    case file
    /// An entry that is being typed: the end may mean "more to come", and an indented block is open
    /// until a line is empty.
    case prompt
  }

  /// Thrown once the error has been reported.
  struct Failure: Error {}

  let source: SourceFile
  let names: any KnownNames
  let mode: Mode
  var lexer: Lexer
  /// The token that is looked at; the lexer stands right behind it.
  var token: Token
  /// Where the last token that was taken ends.
  var previousEnd = 0
  var scopes: NameScopes
  var errors: [Diagnostic] = []
  var notes: [Diagnostic] = []
  var declaredGlobals: [String] = []
  /// The opening brackets around the token.
  var openBrackets: [Span] = []
  /// Open expressions and prefix operators around the token.
  var nesting = 0
  /// Open blocks around the token.
  var blocks = 0
  /// The height of the expression that was read last.
  var height = 0
  /// What the text's end cut short at the first error; `.some(nil)` where the error is another.
  private var firstCut: Parse.OpenEnd??
  /// Whether the last statement is an indented block that the text's end closed.
  var lastBlockReachesEnd = false

  private init(_ source: SourceFile, names: any KnownNames, mode: Mode, session: GlobalScope?) {
    self.source = source
    self.names = names
    self.mode = mode
    self.lexer = Lexer(source)
    self.scopes = NameScopes(source, session: session)
    self.token = Token(kind: .newline, span: Span(0, 0), followsBlank: false)
  }

  /// Parses a text.
  ///
  /// - Parameter session: at the prompt, the variables of earlier entries.
  static func parse(
    _ source: SourceFile, names: any KnownNames, mode: Mode = .file, session: GlobalScope? = nil
  ) -> Parse {
    if let problem = unreadable(source) {
      let empty = Program(
        source: source, statements: [], comments: [], declaredGlobals: [], documentation: nil)
      return Parse(
        program: empty, errors: [problem], notes: [], openEnd: nil, lastLineStart: 0)
    }
    var parser = Parser(source, names: names, mode: mode, session: session)
    parser.advance()
    let statements = parser.file()
    return parser.result(statements)
  }

  private func result(_ statements: [Statement]) -> Parse {
    let all = (errors + lexer.problems).sorted {
      ($0.place?.span.start ?? 0) < ($1.place?.span.start ?? 0)
    }
    let program = Program(
      source: source, statements: statements, comments: lexer.comments,
      declaredGlobals: declaredGlobals, documentation: Self.documentation(of: statements))
    return Parse(
      program: program, errors: Array(all.prefix(Limits.reportedErrors)), notes: notes,
      openEnd: mode == .prompt ? openEnd(hasErrors: !all.isEmpty) : nil,
      lastLineStart: lexer.lastLineStart)
  }

  private func openEnd(hasErrors: Bool) -> Parse.OpenEnd? {
    let lastLine = source.bytes[source.lineRange(source.lineCount)]
    let cut = firstCut ?? (lexer.endsInsideString ? .string : nil)
    let endsInComment = lexer.comments.last.map { Int($0.end) == source.bytes.count } ?? false
    if cut != .string, lastLine.last == .backslash, !endsInComment { return .joinedLine }
    if hasErrors { return cut }
    return lastBlockReachesEnd && !lastLine.allSatisfy { $0.isBlank } ? .block : nil
  }

  /// Notes what the text's end cuts short, if it is the end that the first error is met at.
  mutating func noteFirstError(cutting cut: Parse.OpenEnd) {
    guard firstCut == nil else { return }
    // Blocks that only the text's end closes stand before the end itself.
    let isAtEnd =
      token.kind == .endOfFile || token.kind == .dedent && position >= source.bytes.count
    firstCut = .some(isAtEnd && !lexer.isLimitedToLine ? cut : nil)
  }

  /// Why a text is not even looked at, if so.
  private static func unreadable(_ source: SourceFile) -> Diagnostic? {
    func problem(_ message: String, at start: Int) -> Diagnostic {
      Diagnostic(.syntax, message, at: Place(source, Span(start, start + 1)))
    }
    if source.bytes.count > Limits.sourceBytes {
      let size = source.bytes.count >> 20
      return problem(
        "the text has \(size) MiB; at most \(Limits.sourceBytes >> 20) MiB are read", at: 0)
    }
    for line in 1...source.lineCount where source.lineRange(line).count > Limits.lineBytes {
      let range = source.lineRange(line)
      return problem(
        "this line has \(range.count >> 20) MiB; a line has at most \(Limits.lineBytes >> 20) MiB",
        at: range.lowerBound)
    }
    return SourceEncoding.firstInvalidByte(in: source.bytes).map { offset in
      let byte = String(source.bytes[offset], radix: 16, uppercase: true)
      return problem("the byte 0x\(byte) is not UTF-8; a script is UTF-8 text", at: offset)
    }
  }
}

/// Tokens.
extension Parser {
  /// Takes the token and looks at the next.
  mutating func advance() {
    previousEnd = Int(token.span.end)
    token = lexer.next()
  }

  /// Takes the token if it is of that kind.
  mutating func accept(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Takes a token that must be there; `what` says where: `"')' after the arguments"`.
  @discardableResult
  mutating func expect(_ kind: TokenKind, _ what: @autoclosure () -> String) throws(Failure) -> Span
  {
    let span = token.span
    guard accept(kind) else { throw expected(what()) }
    return span
  }

  /// Takes an opening bracket.
  mutating func open() -> Span {
    let opener = token.span
    openBrackets.append(opener)
    advance()
    return opener
  }

  /// Takes a closing bracket; `opener` is its opening one.
  mutating func expectClosing(
    _ kind: TokenKind, _ what: @autoclosure () -> String, opener: Span
  ) throws(Failure) {
    guard token.kind != kind else {
      if kind.closesBracket { _ = openBrackets.popLast() }
      return advance()
    }
    if beginsStatement(behind: opener) {
      throw fail("'\(source.text(opener))' was never closed", at: opener)
    }
    throw expected(what(), labels: [.init("opened here", at: Place(source, opener))])
  }

  /// Whether the token, where a bracket should close, rather belongs to a statement on a later line.
  private func beginsStatement(behind opener: Span) -> Bool {
    let line = source.line(at: position)
    switch token.kind {
    case .endOfFile, .newline: return true
    case .assign, .augmentedAssign: return line > source.line(at: Int(opener.start))
    // Rows of a list, where a comma is missing.
    case .integer, .float, .string, .formattedString: return false
    default: return line > source.line(at: previousEnd) && !token.kind.closesBracket
    }
  }

  /// The text of a span.
  func text(_ span: Span) -> String {
    String(decoding: source.bytes[span.range], as: UTF8.self)
  }

  /// The span from `start` to the end of the last token taken.
  func span(from start: Int) -> Span { Span(start, previousEnd) }

  /// Where the token begins.
  var position: Int { Int(token.span.start) }
}

/// Errors.
extension Parser {
  /// Reports an error; the caller throws what it returns.
  mutating func fail(
    _ message: String, at span: Span, hint: String? = nil, help: String? = nil,
    labels: [Diagnostic.Label] = []
  ) -> Failure {
    report(message, at: span, hint: hint, help: help, labels: labels)
    return Failure()
  }

  /// Reports an error and goes on.
  mutating func report(
    _ message: String, at span: Span, hint: String? = nil, help: String? = nil,
    labels: [Diagnostic.Label] = []
  ) {
    noteFirstError(
      cutting: lexer.endsInsideString ? .string : openBrackets.isEmpty ? .statement : .bracket)
    errors.append(
      Diagnostic(
        .syntax, message, at: Place(source, span), hint: hint, help: help, labels: labels))
  }

  /// Reports that the token is not what was expected.
  mutating func expected(_ what: String, labels: [Diagnostic.Label] = []) -> Failure {
    if token.kind == .invalid {
      if firstCut == nil { firstCut = .some(lexer.endsInsideString ? .string : nil) }
      return Failure()
    }
    if token.kind == .endOfFile, let opener = openBrackets.last {
      return fail("'\(source.text(opener))' was never closed", at: opener)
    }
    if let (message, hint) = foreignOperator() { return fail(message, at: token.span, hint: hint) }
    let isAtEnd = token.kind == .newline || token.kind == .endOfFile
    let place = isAtEnd ? Span(previousEnd, previousEnd) : token.span
    return fail("expected \(what), found \(description(of: token))", at: place, labels: labels)
  }

  /// Forgets the errors behind the first `count`, when a text is read in another way after all.
  mutating func forgetErrors(after count: Int) {
    errors.removeLast(errors.count - count)
    if errors.isEmpty { firstCut = nil }
  }

  /// The token in words.
  func description(of token: Token) -> String {
    switch token.kind {
    case .endOfFile, .newline, .indent, .dedent, .invalid, .string, .formattedString:
      return token.kind.rawValue
    default:
      let text = text(token.span)
      return text.utf8.count <= 40 ? "'\(text)'" : "\(token.kind.rawValue) '\(text.prefix(30))…'"
    }
  }

  /// Enters an expression or operator that costs stack; every call is matched by `nesting -= 1`.
  mutating func enter() throws(Failure) {
    nesting += 1
    guard nesting <= Limits.nesting else {
      throw fail("nested deeper than \(Limits.nesting) levels", at: token.span)
    }
  }

  /// Sets the height of an expression just made from parts of the height `parts`.
  mutating func grow(above parts: Int) throws(Failure) {
    height = parts + 1
    guard height <= Limits.expressionHeight else {
      throw fail(
        "this expression has more than \(Limits.expressionHeight) steps", at: token.span,
        hint: "divide it over several statements")
    }
  }
}
