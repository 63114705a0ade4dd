/// How errors are written to standard error.
enum ErrorFormat: String, CaseIterable {
  /// For people: the place, the line, carets, the fix.
  case text
  /// One JSON object a line, for tools.
  case json
  /// Annotations of GitHub's workflow runs.
  case github

  /// The diagnostic with a line break at its end.
  func render(_ diagnostic: Diagnostic, usesColor: Bool) -> String {
    switch self {
    case .text: DiagnosticRenderer(usesColor: usesColor).text(diagnostic)
    case .json: DiagnosticRenderer.json(diagnostic) + "\n"
    case .github: DiagnosticRenderer.annotation(diagnostic) + "\n"
    }
  }
}
