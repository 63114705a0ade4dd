/// Rows of comma-separated values (RFC 4180): quoted fields may hold commas, quotes and line ends.
struct DelimitedText {
  /// The names in the first row.
  let header: [String]
  /// The rows below it, each with its line's number.
  let rows: [(line: Int, fields: [String])]
  /// The line of the last row where a quote in it is never closed, as in a file that is cut off.
  let openQuote: Int?

  /// Reads a text; an empty line is no row.
  init(_ text: [UInt8], separator: Character = ",") {
    let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    let characters = Array(String(decoding: hasMark ? text[3...] : text[...], as: UTF8.self))
    var rows: [(line: Int, fields: [String])]
    (rows, openQuote) = Self.rows(of: characters, separator: separator)
    header = rows.isEmpty ? [] : rows.removeFirst().fields
    self.rows = rows
  }

  /// The place of a column by one of its names, whatever their case.
  func column(_ names: String...) -> Int? {
    names.lazy.compactMap { name in
      header.firstIndex { $0.lowercased() == name.lowercased() }
    }.first
  }

  private static func rows(
    of text: [Character], separator: Character
  ) -> (rows: [(line: Int, fields: [String])], openQuote: Int?) {
    var rows: [(line: Int, fields: [String])] = []
    var (fields, field, line, start) = ([String](), "", 1, 1)
    var (isQuoted, index) = (false, 0)
    func isEnd(_ character: Character) -> Bool { character.isNewline }
    while index < text.count {
      let character = text[index]
      index += 1
      if isEnd(character) { line += 1 }
      if isQuoted {
        if character != "\"" {
          field.append(character)
        } else if index < text.count, text[index] == "\"" {
          field.append("\"")
          index += 1
        } else {
          isQuoted = false
        }
      } else if character == "\"", field.isEmpty {
        isQuoted = true
      } else if character == separator {
        fields.append(field)
        field = ""
      } else if isEnd(character) {
        if !fields.isEmpty || !field.isEmpty { rows.append((start, fields + [field])) }
        (fields, field, start) = ([], "", line)
      } else {
        field.append(character)
      }
    }
    if !fields.isEmpty || !field.isEmpty { rows.append((start, fields + [field])) }
    return (rows, isQuoted ? start : nil)
  }
}
