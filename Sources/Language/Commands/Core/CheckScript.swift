import Basics

/// Parses scripts and resolves their names, and runs nothing.
struct CheckScript: Command {
  static let name = "check"
  static let summary = "Find what is wrong with a script without running it."
  static let discussion = """
    The whole file is parsed and every name in it is looked up; all errors are reported, not only the first. The same \
    is done before a script runs.
    """
  static let topic = CommandTopic.session
  static let examples = [Example("write_text(\"work.seg\", \"x = 1\")\ncheck work.seg", prints: "")]

  @Argument("the scripts") var files: [InputFile]

  func run(_ context: CommandContext) throws -> Value {
    var failures: [Diagnostic] = []
    for file in files {
      let source = SourceFile(
        name: file.path, bytes: try Files.read(file.path, limit: Limits.sourceBytes))
      let found = Language.check(source, names: context.interpreter)
      for diagnostic in found where diagnostic.severity != .error {
        try context.session.report(diagnostic)
      }
      failures += found.filter { $0.severity == .error }
    }
    guard let first = failures.first else { return .none }
    if failures.count == 1 { throw first }
    for failure in failures { try context.session.report(failure) }
    throw Diagnostic(.syntax, "\(failures.count) errors were found")
  }
}
