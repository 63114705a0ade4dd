/// The language behind a prompt: judges and completes what is typed, and runs it.
public protocol PromptHost: EditingGuide, AnyObject {
  /// Runs statements, prints what they have to show, and reports an error in full.
  func run(_ text: String, from source: StatementSource) -> StatementOutcome

  /// Whether the user has given `name` a value, so that it no longer means what the prompt makes of it.
  func isBound(_ name: String) -> Bool
}

/// Where statements come from.
public enum StatementSource: Equatable, Sendable {
  /// Typed at the prompt; the number counts the statements of the session from 1.
  case prompt(Int)
  /// A file, or standard input under the name `<stdin>`.
  case file(String)
}

/// How running statements ended.
public enum StatementOutcome: Equatable, Sendable {
  case succeeded
  /// An error was reported; the code is what the process ends with where nobody can react.
  case failed(code: Int32)
  /// Ctrl-C stopped it.
  case interrupted
  /// The statements asked to leave with this exit code.
  case exit(Int32)
}
