/// A value as text for a person at the prompt.
///
/// An object shows its own preview. A list, tuple, dict or record that holds such objects is a line for
/// each of them; any other value is its `repr`, cut where it is longer than a screen.
struct ValuePreview {
  /// The most entries of a container that are listed.
  private static let entryLimit = 20
  /// The most lines of a `repr`.
  private static let lineLimit = 40

  private let value: Value
  private let columns: Int

  init(_ value: Value, columns: Int) {
    self.value = value
    self.columns = max(columns, 20)
  }

  var text: String {
    if value.asObject is any PreviewableObject { return value.preview(columns: columns) }
    if let entries, entries.contains(where: { $0.value.asObject is any PreviewableObject }) {
      return listing(of: entries)
    }
    return cut(value.repr)
  }

  /// What the value holds, with what each is called.
  private var entries: [(name: String, value: Value)]? {
    if let items = value.asSequence {
      return items.enumerated().map { ("[\($0.offset)]", $0.element) }
    }
    if let dict = value.asDict {
      return dict.keys.map { key in (key.repr, ((try? dict.value(of: key)) ?? nil) ?? .none) }
    }
    return value.asRecord?.fields.map { ($0.name, $0.value) }
  }

  private func listing(of entries: [(name: String, value: Value)]) -> String {
    let shown = entries.prefix(Self.entryLimit)
    let width = shown.map(\.name.count).max() ?? 0
    var lines = ["\(value.typeName) of \(entries.count)"]
    for (name, value) in shown {
      let first = value.preview(columns: columns).prefix { $0 != "\n" }
      let padding = String(repeating: " ", count: width - name.count)
      let line = "  \(name)\(padding)  \(first)"
      lines.append(line.count > columns ? String(line.prefix(columns - 1)) + "…" : line)
    }
    let rest = entries.count - shown.count
    if rest > 0 { lines.append("  … and \(rest) more") }
    return lines.joined(separator: "\n")
  }

  /// The beginning of a text that would fill more than a screen.
  private func cut(_ text: String) -> String {
    let limit = Self.lineLimit * columns
    guard text.utf8.count > 2 * limit else { return text }
    let length = (try? value.length()) ?? nil
    let size = length.map { "\($0) in all" } ?? "\(text.utf8.count) bytes in all"
    return String(text.prefix(limit)) + "…\n(\(size); print shows everything)"
  }
}
