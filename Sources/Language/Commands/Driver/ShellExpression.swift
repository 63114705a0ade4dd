import Basics

/// A word of the system's shell that is an expression, as it would be on a command line: `( … )`, `[ … ]`
/// or a tight call, `'robots.random_false(n=2)'`. A file that has the word as its name goes first.
struct ShellExpression {
  private let source: SourceFile

  /// The word behind a command's name; `nil` where it is text.
  init?(_ word: String, behind command: String, names: some KnownNames) {
    guard word.hasSuffix(")") || word.hasSuffix("]"), !word.utf8.contains(0),
      Files.kind(of: word) == nil
    else { return nil }
    let text = SourceFile(name: "segue", text: "\(command) \(word)")
    let line = Parser.parse(text, names: names)
    guard line.errors.isEmpty, line.program.statements.count == 1,
      case .expression(.command(let command))? = line.program.statements.first,
      command.words.count == 1, case .expression? = command.words.first?.content
    else { return nil }
    source = SourceFile(name: "segue", text: word)
  }

  /// The word's value.
  func value(by interpreter: Interpreter) throws -> Value { try interpreter.run(source) }
}
