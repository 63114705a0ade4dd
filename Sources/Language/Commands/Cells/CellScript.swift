/// A script that runs cell by cell, in a session of its own: what reports are made of.
///
/// The whole file is parsed and its names are looked up before the first cell runs, as for any script.
public final class CellScript {
  /// How running a cell ended.
  public enum Outcome {
    /// The value of its last statement, where that is an expression; `None` otherwise.
    case finished(Value)
    /// What went wrong; several diagnostics where a file that it loads does not parse.
    case failed([Diagnostic])
  }

  /// The cells in order.
  public let cells: [ScriptCell]
  private let program: Program
  private let session: Session
  private let interpreter: Interpreter

  /// Reads and checks a script.
  ///
  /// - Parameters:
  ///   - arguments: what the script sees as `args`.
  ///   - session: where its text goes; the script must not outlive it.
  /// - Throws: ``ProgramErrors`` where it cannot run.
  public init(_ source: SourceFile, arguments: [String], in session: Session) throws {
    self.session = session
    interpreter = session.makeInterpreter(arguments: arguments)
    let found = check(source, names: interpreter)
    let errors = found.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ProgramErrors(diagnostics: errors) }
    try session.report(notes: found)
    // The tree that was checked is resolved as a whole; this one is resolved cell by cell.
    program = Parser.parse(source, names: interpreter).program
    cells = program.cells
  }

  /// The variables that the cells so far have bound.
  public var variables: [(name: String, value: Value)] { interpreter.variables }

  /// Runs one cell; what it prints goes to the session. A value that it shows itself, as the last
  /// command line does, is not given back.
  public func run(_ index: Int) -> Outcome {
    let statements = Array(program.statements[cells[index].statements])
    // Functions see the variables that cells further below bind, as in a file that runs whole.
    for bound in BoundNames(program.statements).names {
      interpreter.sessionScope.declare(bound.name, as: bound.isFunction ? .function : .value)
    }
    let part = Program(
      source: program.source, statements: statements, comments: [],
      declaredGlobals: program.declaredGlobals, documentation: nil)
    do {
      let value = try interpreter.runEntry(part)
      try session.output.flush()
      return .finished(part.endsWithCommandLine ? .none : value)
    } catch {
      return .failed(Diagnostic.all(in: error).map { $0.explained(names: interpreter) })
    }
  }
}
