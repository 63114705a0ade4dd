/// Comma-separated values as RFC 4180 wants them.
enum CSVText {
  /// Lines of fields, without a newline at the end.
  static func lines(_ lines: [[String]]) -> String {
    lines.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
  }

  private static let separators = Set(",\"\r\n".utf8)

  private static func quoted(_ field: String) -> String {
    // Bytes, because a carriage return and a line feed together are one character of their own.
    guard field.utf8.contains(where: { separators.contains($0) }) else { return field }
    let quote = UInt8(ascii: "\"")
    let doubled = field.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
    return "\"\(String(decoding: doubled, as: UTF8.self))\""
  }
}
