@testable import Language

extension FuzzTarget {
  /// Reads a script as a file and as an entry of the prompt, and words every diagnostic.
  static let parser = FuzzTarget(name: "parser") { bytes in
    let source = SourceFile(name: "fuzz.seg", bytes: bytes)
    let names = NameList(
      commands: ["show", "help", "net.summary", "evaluate"], builtins: ["len", "range", "print"])
    for diagnostic in check(source, names: names) {
      _ = DiagnosticRenderer(width: 60).text(diagnostic)
      _ = DiagnosticRenderer.annotation(diagnostic)
      _ = DiagnosticRenderer.json(diagnostic)
    }
    _ = Parser.parse(source, names: names, mode: .prompt).isIncomplete
  }
}
