import Basics

/// Text on its way into a page.
enum HTML {
  /// The text with what means something to HTML replaced; safe as content and between double quotes.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\0"..<" ", "\u{7F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A file's bytes as an address that needs no file.
  static func dataAddress(_ bytes: [UInt8], type: String) -> String {
    "data:\(type);base64," + String(decoding: Base64.encode(bytes), as: UTF8.self)
  }

  /// A table; the cells are escaped here.
  ///
  /// - Parameter isNumeric: whether each column but the first is aligned at the right.
  static func table(head: [String], rows: [[String]], isNumeric: Bool = true) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
    }
    let style = isNumeric ? " class=\"numbers\"" : ""
    return "<div class=\"wide\"><table\(style)>\n<thead>\(row(head, "th"))</thead>\n<tbody>\n"
      + rows.map { row($0, "td") }.joined() + "</tbody></table></div>\n"
  }
}
