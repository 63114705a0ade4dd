/// A session as a prompt sees it: entries are run one by one and share their variables.
public final class Conversation {
  /// Where text goes, and what is known of the session.
  public let session: Session
  private let interpreter: Interpreter

  /// Whether an entry makes whole statements.
  public enum Completeness: Equatable, Sendable {
    /// It can run.
    case complete
    /// It has an error that more text would not mend.
    case faulty
    /// It can run, but its last statement is an indented block that may go on.
    case openBlock
    /// More must follow.
    case incomplete
  }

  /// How running an entry ended.
  public enum Outcome: Equatable, Sendable {
    /// It ran to its end.
    case succeeded
    /// An error was reported; the code is what a script would end with.
    case failed(Int32)
    /// Ctrl-C stopped it.
    case interrupted
    /// The reader of standard output has gone.
    case closedPipe
  }

  /// A conversation in a session.
  public init(session: Session) {
    self.session = session
    interpreter = session.makeInterpreter(arguments: [])
  }

  /// Whether the user has given `name` a value.
  public func isBound(_ name: String) -> Bool {
    interpreter.variables.contains { $0.name == name }
  }

  /// Whether a text can run as it stands.
  public func completeness(of text: String) -> Completeness {
    let parse = parse(entry: text)
    switch parse.openEnd {
    case nil: return parse.errors.isEmpty ? .complete : .faulty
    case .block: return .openBlock
    case .string, .bracket, .joinedLine, .head, .statement: return .incomplete
    }
  }

  /// Parses a text that is being typed.
  func parse(entry text: String) -> Parse {
    Parser.parse(
      SourceFile(name: "<prompt>", text: text), names: interpreter, mode: .prompt,
      session: interpreter.sessionScope)
  }

  /// The ways to continue the text at the cursor, an offset in UTF-8 bytes.
  public func complete(_ text: String, cursor: Int) -> CompletionList {
    Completer(context: context).complete(text, cursor: cursor)
  }

  /// Runs an entry of the prompt, shows the value of a lone expression and remembers it as `_` and
  /// `_N`; what goes wrong is reported.
  public func run(entry text: String, number: Int) -> Outcome {
    attempt {
      let program = try parse(text, named: "<prompt \(number)>")
      let value = try interpreter.runEntry(program)
      if !value.isNone {
        interpreter.setVariable("_", value)
        interpreter.setVariable("_\(number)", value)
        if !program.endsWithCommandLine { try session.show(value) }
      }
      session.record(text)
    }
  }

  /// Runs a file's text in the session, as the start-up file; what goes wrong is reported.
  public func run(file text: String, named name: String) -> Outcome {
    attempt { _ = try interpreter.runEntry(parse(text, named: name)) }
  }

  private func parse(_ text: String, named name: String) throws -> Program {
    let parse = Parser.parse(
      SourceFile(name: name, text: text), names: interpreter, session: interpreter.sessionScope)
    guard parse.errors.isEmpty else { throw ProgramErrors(diagnostics: parse.errors) }
    try session.report(notes: parse.notes)
    return parse.program
  }

  private func attempt(_ work: () throws -> Void) -> Outcome {
    do {
      try work()
      try session.output.flush()
      return .succeeded
    } catch is ClosedPipe {
      return .closedPipe
    } catch {
      let diagnostics = Diagnostic.all(in: error).map {
        $0.explained(names: interpreter, session: interpreter.sessionScope)
      }
      do {
        for diagnostic in diagnostics { try session.report(diagnostic) }
      } catch {
        return .closedPipe
      }
      let kind = diagnostics.first?.kind ?? .raised
      return kind == .interrupted ? .interrupted : .failed(kind.exitCode.rawValue)
    }
  }

  private var context: CommandContext {
    CommandContext(session: session, interpreter: interpreter, scope: interpreter)
  }
}

extension Program {
  /// Whether the last statement is a command line, which has shown its value itself.
  var endsWithCommandLine: Bool {
    if case .expression(.command)? = statements.last { return true }
    return false
  }
}
