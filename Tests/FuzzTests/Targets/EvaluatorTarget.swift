@testable import Language

extension FuzzTarget {
  /// Runs a script in a session that sees no files, for a bounded number of steps.
  static let evaluator = FuzzTarget(name: "evaluator") { bytes in
    let interpreter = Interpreter()
    interpreter.output = { _ in }
    interpreter.stepLimit = 20_000
    interpreter.loader = { path, _ in SourceFile(name: path, text: "x = 1\ndef f(a): return a\n") }
    for name in ["read_text", "write_text", "exists", "glob", "env"] {
      interpreter.define(name, .none)
    }
    do {
      _ = try interpreter.run(SourceFile(name: "fuzz.seg", bytes: bytes)).preview(columns: 80)
    } catch let error as Diagnostic {
      _ = DiagnosticRenderer(width: 60).text(error)
    }
  }
}
