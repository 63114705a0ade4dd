/// Rows of comma-separated values (RFC 4180): quoted fields may hold commas, quotes and line ends.
struct DelimitedText {
  /// The names in the first row.
  let header: [String]
  /// The rows below it, each with its line's number.
  let rows: [(line: Int, fields: [String])]
  /// The line of the last row where a quote in it is never closed, as in a file that is cut off.
  let openQuote: Int?

  /// Reads a text; an empty line is no row.
  init(_ text: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
    let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    var rows: [(line: Int, fields: [String])]
    (rows, openQuote) = Self.rows(of: hasMark ? text[3...] : text[...], separator: separator)
    header = rows.isEmpty ? [] : rows.removeFirst().fields
    self.rows = rows
  }

  /// The place of a column by one of its names, whatever their case.
  func column(_ names: String...) -> Int? {
    names.lazy.compactMap { name in
      header.firstIndex { $0.lowercased().split(separator: " ") == [name.lowercased()[...]] }
    }.first
  }

  private static func rows(
    of text: ArraySlice<UInt8>, separator: UInt8
  ) -> (rows: [(line: Int, fields: [String])], openQuote: Int?) {
    var rows: [(line: Int, fields: [String])] = []
    var (fields, field, line, start) = ([String](), [UInt8](), 1, 1)
    var (isQuoted, index) = (false, text.startIndex)
    let (quote, feed, back) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    func endField() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    func endRow() {
      if !fields.isEmpty || !field.isEmpty {
        endField()
        rows.append((start, fields))
      }
      fields.removeAll()
    }
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      let next = index < text.endIndex ? text[index] : 0
      if byte == feed || byte == back && next != feed { line += 1 }
      if isQuoted {
        if byte != quote {
          field.append(byte)
        } else if next == quote, index < text.endIndex {
          field.append(quote)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote, field.isEmpty {
        isQuoted = true
      } else if byte == separator {
        endField()
      } else if byte == feed || byte == back {
        endRow()
        start = line
      } else {
        field.append(byte)
      }
    }
    endRow()
    return (rows, isQuoted ? start : nil)
  }
}
