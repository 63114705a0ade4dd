import Basics

/// What a command finds around it when it runs, or when its words are read.
public struct CommandContext: Sendable {
  /// Where text goes, the settings, the seed, and the host's own state.
  public let session: Session
  /// What runs scripts: by it a command calls a function that it was given.
  public let interpreter: Interpreter
  /// The names that the caller sees.
  public let scope: any CommandScope
  /// The call in the source; `nil` where there is none.
  public let place: Place?

  /// A context.
  public init(
    session: Session, interpreter: Interpreter, scope: any CommandScope = EmptyScope(),
    place: Place? = nil
  ) {
    self.session = session
    self.interpreter = interpreter
    self.scope = scope
    self.place = place
  }

  /// The names of the variables in scope, for suggestions.
  var variableNames: [String] { scope.variables.map(\.name) }

  // MARK: What most commands need

  /// Whether standard output is a terminal.
  public var isTerminal: Bool { session.settings.isTerminal }

  /// The columns of the terminal, 80 where there is none.
  public var width: Int { session.width }

  /// Whether output may have colour.
  public var allowsColor: Bool { session.settings.allowsColor }

  /// The threads to use where the user has not told: `--jobs`, or one for each processor.
  public var jobs: Int { session.settings.jobs ?? ThreadPool.processorCount }

  /// The seed from which every random draw derives.
  public var rootSeed: UInt64 { session.rootSeed }

  /// Writes to standard output, which takes data only; no newline is added.
  public func print(_ text: String) throws { try session.print(text) }

  /// Says a line on standard error that is no error; nothing under `--quiet`.
  public func note(_ text: String) throws { try session.note(text) }

  /// Runs long work with a line of progress: the rate and the time left, on a terminal only.
  ///
  /// ```swift
  /// try context.withProgress("evaluating", total: samples.count) { progress in
  ///   for sample in samples {
  ///     try Cancellation.check()
  ///     try evaluate(sample)
  ///     progress.advance()
  ///   }
  /// }
  /// ```
  public func withProgress<Result>(
    _ label: String, total: Int?, _ work: (Progress) throws -> Result
  ) rethrows -> Result {
    try session.withProgress(label, total: total, work)
  }
}

/// The names that a command's caller sees: what completion lists and suggestions choose from.
public protocol CommandScope: Sendable {
  /// The user's variables with their values, in no order.
  var variables: [(name: String, value: Value)] { get }
  /// The functions of the language itself, each with one line.
  var builtinSummaries: [(name: String, summary: String)] { get }
  /// The language's own value of a name, as of the namespace `math`.
  func builtin(_ name: String) -> Value?
}

extension CommandScope {
  /// None, unless the scope knows better.
  public func builtin(_ name: String) -> Value? { nil }
}

/// No names at all, as in the system's shell.
public struct EmptyScope: CommandScope {
  /// The empty scope.
  public init() {}
  /// None.
  public var variables: [(name: String, value: Value)] { [] }
  /// None.
  public var builtinSummaries: [(name: String, summary: String)] { [] }
}

extension Interpreter: CommandScope {}
