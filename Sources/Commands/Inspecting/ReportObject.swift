import Language

/// A report as a script holds it: text to read, and figures by their names.
final class ReportObject: ScriptObject, PreviewableObject {
  /// The lines that are shown.
  let lines: [String]
  private let fields: [(name: String, summary: String, value: Value)]

  init(lines: [String], fields: [(name: String, summary: String, value: Value)]) {
    self.lines = lines
    self.fields = fields
  }

  var typeName: String { "report" }
  var repr: String { lines.joined(separator: "\n") }
  func preview(columns: Int) -> String { repr }
  var members: [Member] { fields.map { Member($0.name, $0.summary) } }
  func member(named name: String) throws -> Value? { fields.first { $0.name == name }?.value }
}
