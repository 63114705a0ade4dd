/// Comma-separated values as RFC 4180 wants them.
enum CSVText {
  /// Lines of fields, without a newline at the end.
  static func lines(_ lines: [[String]]) -> String {
    lines.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\r\n".contains($0) }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
