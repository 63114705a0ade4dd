import Basics

/// Diagnostics for programs.
extension DiagnosticRenderer {
  /// One JSON object on one line, without a line break at its end: `--error-format json`.
  ///
  /// Columns count characters from 1; `endColumn` is the column behind the last character.
  public static func json(_ diagnostic: Diagnostic) -> String {
    var fields: [(String, String)] = [
      ("severity", JSONText.quoted(diagnostic.severity.rawValue)),
      ("kind", JSONText.quoted(diagnostic.kind.rawValue)),
      ("message", JSONText.quoted(DiagnosticText.clipped(diagnostic.message))),
    ]
    if let place = diagnostic.place { fields += position(of: place) }
    if let hint = diagnostic.hint {
      fields.append(("hint", JSONText.quoted(DiagnosticText.clipped(hint))))
    }
    if let help = diagnostic.help {
      fields.append(("help", JSONText.quoted(DiagnosticText.clipped(help))))
    }
    if !diagnostic.labels.isEmpty {
      let labels = diagnostic.labels.map {
        object([("text", JSONText.quoted($0.text))] + position(of: $0.place))
      }
      fields.append(("labels", "[\(labels.joined(separator: ","))]"))
    }
    if !diagnostic.stack.isEmpty {
      let frames = diagnostic.stack.map {
        object([("function", JSONText.quoted($0.function))] + ($0.place.map(position) ?? []))
      }
      fields.append(("stack", "[\(frames.joined(separator: ","))]"))
      if diagnostic.omittedCalls > 0 {
        fields.append(("omittedCalls", String(diagnostic.omittedCalls)))
      }
    }
    fields.append(("exitCode", String(diagnostic.exitCode.rawValue)))
    return object(fields)
  }

  /// A workflow command of GitHub Actions, which shows the diagnostic beside the line, without a line
  /// break at its end.
  public static func annotation(_ diagnostic: Diagnostic) -> String {
    let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
    var properties: [String] = []
    if let place = diagnostic.place {
      properties = [
        "file=\(property(place.source.name))", "line=\(place.line)", "col=\(place.column)",
      ]
      let end = endOfSpan(place)
      // GitHub ignores columns that span lines.
      if end.line == place.line { properties.append("endColumn=\(end.column)") }
    }
    properties.append("title=\(property(diagnostic.kind.rawValue))")
    let lines = [diagnostic.message, diagnostic.hint, diagnostic.help].compactMap { $0 }
      .map(DiagnosticText.clipped)
    return "::\(command) \(properties.joined(separator: ","))::"
      + escaped(lines.joined(separator: "\n"), "%\r\n")
  }

  private static func endOfSpan(_ place: Place) -> Place { Place(place.source, place.span.tail) }

  private static func position(of place: Place) -> [(String, String)] {
    let end = endOfSpan(place)
    return [
      ("file", JSONText.quoted(place.source.name)), ("line", String(place.line)),
      ("column", String(place.column)), ("endLine", String(end.line)),
      ("endColumn", String(end.column)),
    ]
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\(JSONText.quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func property(_ text: String) -> String { escaped(text, "%\r\n:,") }

  /// The text with the special characters as `%XX`.
  private static func escaped(_ text: String, _ special: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
