/// Text from the clipboard, which was indented where it was taken from.
enum PastedText {
  /// The text with its rows moved so that they fit where `indentation` stands before the cursor, which
  /// the result holds.
  static func fitted(_ text: String, to indentation: String) -> String {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    let blanks = rows.filter { !$0.allSatisfy(isBlank) }.map { $0.prefix(while: isBlank) }
    guard let first = blanks.first else { return indentation + text }
    if first.isEmpty {
      // A selection often begins behind the first row's blanks: then the others stand well already.
      let others = blanks.dropFirst().map(\.count)
      let isDeeper = (others.first ?? 0) > indentation.count || !rows[0].hasSuffix(":")
      if isDeeper, others.allSatisfy({ $0 >= indentation.count }) { return indentation + text }
      return shifted(rows, by: 0, to: indentation)
    }
    // Rows further outside than the first have their places.
    guard blanks.allSatisfy({ $0.hasPrefix(first) }) else { return text }
    return shifted(rows, by: first.count, to: indentation)
  }

  private static func shifted(_ rows: [Substring], by count: Int, to indentation: String) -> String
  {
    rows.map { $0.allSatisfy(isBlank) ? "" : indentation + $0.dropFirst(count) }
      .joined(separator: "\n")
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\t"
  }
}
