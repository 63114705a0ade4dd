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
    return beginning
  }

  /// What the value holds first, with what each is called.
  private var entries: [(name: String, value: Value)]? {
    if let items = value.asList?.buffer ?? value.asTuple?.buffer {
      return items.prefix(Self.entryLimit).enumerated().map { ("[\($0.offset)]", $0.element) }
    }
    if let dict = value.asDict {
      var entries: [(name: String, value: Value)] = []
      var position = 0
      while entries.count < Self.entryLimit, let used = dict.nextUsed(from: position) {
        entries.append((dict.entries[used].key.brief, dict.entries[used].value))
        position = used + 1
      }
      return entries
    }
    return value.asRecord?.fields.prefix(Self.entryLimit).map { ($0.name, $0.value) }
  }

  private func listing(of entries: [(name: String, value: Value)]) -> String {
    let count = ((try? value.length()) ?? nil) ?? value.asRecord?.fields.count ?? entries.count
    let width = entries.map(\.name.count).max() ?? 0
    var lines = ["\(value.typeName) of \(count)"]
    for (name, value) in entries {
      let text =
        (value.asObject as? any PreviewableObject)?.preview(columns: columns) ?? value.brief
      let padding = String(repeating: " ", count: width - name.count)
      let line = "  \(name)\(padding)  \(text.prefix { $0 != "\n" })"
      lines.append(line.count > columns ? String(line.prefix(columns - 1)) + "…" : line)
    }
    if count > entries.count { lines.append("  … and \(count - entries.count) more") }
    return lines.joined(separator: "\n")
  }

  /// The `repr`, or its beginning where it would fill more than two screens.
  private var beginning: String {
    let limit = Self.lineLimit * columns
    let (text, isWhole) = value.repr(atMost: 2 * limit)
    if isWhole { return text }
    let length = (try? value.length()) ?? nil
    let size = length.map { "\($0) in all; " } ?? ""
    return String(text.prefix(limit)) + "…\n(\(size)print shows everything)"
  }
}
