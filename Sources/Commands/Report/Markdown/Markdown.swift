/// Markdown as HTML: headings, paragraphs, lists, quotes, code, tables and rules, a careful part of
/// CommonMark and GitHub's tables. HTML in the text is text.
struct Markdown {
  private let inline: MarkdownInline
  /// How a block of code is written: its text and the language behind the fence.
  private let code: (String, String) -> String
  /// How deep lists and quotes may be nested; what is deeper is a paragraph.
  private static let greatestDepth = 12

  /// - Parameters:
  ///   - picture: the picture of a path as a data address.
  ///   - code: the HTML of a block of code, by its text and its language.
  init(
    picture: @escaping (String) -> String?, code: @escaping (String, String) -> String
  ) {
    inline = MarkdownInline(picture: picture)
    self.code = code
  }

  /// The text as HTML.
  func html(_ text: String) -> String {
    html(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), depth: 0)
  }

  /// The words of the first heading of level 1.
  static func title(of text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("# ") }.map {
      String($0.dropFirst(2).filter { !"*`_".contains($0) })
    }
  }

  private func html(_ lines: [String], depth: Int) -> String {
    var reader = BlockReader(lines)
    var html = ""
    while let line = reader.peek {
      if line.allSatisfy(\.isWhitespace) {
        reader.skip()
      } else if let fence = Fence(line) {
        html += fencedCode(fence, &reader)
      } else if let (level, text) = Self.heading(line) {
        reader.skip()
        html += "<h\(level)>\(inline.html(text))</h\(level)>\n"
      } else if line.hasPrefix("    ") {
        html += indentedCode(&reader)
      } else if Self.isRule(line) {
        reader.skip()
        html += "<hr>\n"
      } else if depth < Self.greatestDepth, line.hasPrefix(">") {
        let quoted = reader.take { $0.hasPrefix(">") }.map { line in
          String(line.dropFirst(line.hasPrefix("> ") ? 2 : 1))
        }
        html += "<blockquote>\n\(self.html(quoted, depth: depth + 1))</blockquote>\n"
      } else if depth < Self.greatestDepth, let mark = ListMark(line) {
        html += list(mark, &reader, depth: depth)
      } else if let table = table(&reader) {
        html += table
      } else {
        html += paragraph(&reader)
      }
    }
    return html
  }

  private func fencedCode(_ fence: Fence, _ reader: inout BlockReader) -> String {
    reader.skip()
    var content: [String] = []
    while let line = reader.peek {
      reader.skip()
      if fence.ends(line) { break }
      content.append(String(line.dropFirst(min(fence.indent, line.prefix { $0 == " " }.count))))
    }
    return code(content.joined(separator: "\n"), fence.language)
  }

  /// Lines that begin with four blanks, and empty lines between them.
  private func indentedCode(_ reader: inout BlockReader) -> String {
    var content: [String] = []
    while let line = reader.peek {
      let isBlank = line.allSatisfy(\.isWhitespace)
      guard line.hasPrefix("    ") || isBlank && reader.peek(1)?.hasPrefix("    ") == true else {
        break
      }
      content.append(String(line.dropFirst(4)))
      reader.skip()
    }
    return code(content.joined(separator: "\n"), "")
  }

  private func paragraph(_ reader: inout BlockReader) -> String {
    var lines: [String] = []
    while let line = reader.peek, lines.isEmpty || !Self.interrupts(line) {
      lines.append(line)
      reader.skip()
    }
    let text = lines.enumerated().map { index, line in
      let isBroken = index < lines.count - 1 && (line.hasSuffix("  ") || line.hasSuffix("\\"))
      let words = line.hasSuffix("\\") && isBroken ? String(line.dropLast()) : line
      return (words.trimmed, isBroken)
    }
    var html = inline.html(text.map { $0.0 + ($0.1 ? "\u{2028}" : "") }.joined(separator: "\n"))
    html = String(html.flatMap { $0 == "\u{2028}" ? Array("<br>") : [$0] })
    return "<p>\(html)</p>\n"
  }

  /// Whether a line ends the paragraph above it.
  private static func interrupts(_ line: String) -> Bool {
    line.allSatisfy(\.isWhitespace) || Fence(line) != nil || heading(line) != nil || isRule(line)
      || line.hasPrefix(">") || ListMark(line) != nil
  }

  private static func heading(_ line: String) -> (level: Int, text: String)? {
    let level = line.prefix { $0 == "#" }.count
    let rest = line.dropFirst(level)
    guard (1...6).contains(level), rest.isEmpty || rest.hasPrefix(" ") else { return nil }
    return (level, String(rest).trimmed)
  }

  private static func isRule(_ line: String) -> Bool {
    let marks = line.filter { $0 != " " }
    guard marks.count >= 3, let first = marks.first else { return false }
    return "-*_".contains(first) && marks.allSatisfy { $0 == first }
  }

  // MARK: Lists

  private func list(_ first: ListMark, _ reader: inout BlockReader, depth: Int) -> String {
    var items: [[String]] = []
    var isLoose = false
    while let line = reader.peek {
      if let mark = ListMark(line), mark.indent <= first.indent + 1 {
        guard mark.isOrdered == first.isOrdered else { break }
        items.append([mark.rest])
        reader.skip()
      } else if line.allSatisfy(\.isWhitespace) {
        guard let next = reader.peek(1), next.hasPrefix(" ") || ListMark(next) != nil else { break }
        items[items.count - 1].append("")
        isLoose = true
        reader.skip()
      } else if line.prefix(while: { $0 == " " }).count > first.indent {
        let indent = min(first.width, line.prefix { $0 == " " }.count)
        items[items.count - 1].append(String(line.dropFirst(indent)))
        reader.skip()
      } else if !Self.interrupts(line), items.last?.last?.isEmpty == false {
        items[items.count - 1].append(line)
        reader.skip()
      } else {
        break
      }
    }
    let tag = first.isOrdered ? "ol" : "ul"
    let start = first.isOrdered && first.number != 1 ? " start=\"\(first.number)\"" : ""
    let body = items.map { "<li>\(item($0, isLoose: isLoose, depth: depth + 1))</li>\n" }.joined()
    return "<\(tag)\(start)>\n\(body)</\(tag)>\n"
  }

  /// An item's blocks; a single paragraph of a tight list has no `<p>`.
  private func item(_ lines: [String], isLoose: Bool, depth: Int) -> String {
    let html = html(lines, depth: depth)
    let opening = "<p>"
    let closing = "</p>\n"
    guard !isLoose, html.hasPrefix(opening) else { return html }
    let parts = html.dropFirst(opening.count)
    guard let end = parts.ranges(of: closing).first else { return html }
    return String(parts[..<end.lowerBound]) + "\n" + parts[end.upperBound...]
  }

  // MARK: Tables

  /// A table: a line of cells, one of dashes, and more lines of cells.
  private func table(_ reader: inout BlockReader) -> String? {
    guard let head = reader.peek, head.contains("|"), let dashes = reader.peek(1),
      let alignments = Self.alignments(dashes)
    else { return nil }
    let titles = Self.cells(head)
    guard titles.count == alignments.count else { return nil }
    reader.skip()
    reader.skip()
    let rows = reader.take { $0.contains("|") }.map(Self.cells)
    func row(_ cells: [String], _ tag: String) -> String {
      let padded = cells + Array(repeating: "", count: max(titles.count - cells.count, 0))
      return "<tr>"
        + zip(padded, alignments).map { "<\(tag)\($1)>\(inline.html($0))</\(tag)>" }.joined()
        + "</tr>\n"
    }
    return "<div class=\"wide\"><table>\n<thead>\(row(titles, "th"))</thead>\n<tbody>\n"
      + rows.map { row($0, "td") }.joined() + "</tbody></table></div>\n"
  }

  private static func alignments(_ line: String) -> [String]? {
    guard line.contains("-"), line.contains("|") else { return nil }
    var styles: [String] = []
    for cell in cells(line) {
      let dashes = cell.filter { $0 != ":" }
      guard !dashes.isEmpty, dashes.allSatisfy({ $0 == "-" }) else { return nil }
      let (left, right) = (cell.hasPrefix(":"), cell.hasSuffix(":"))
      styles.append(right ? (left ? " class=\"center\"" : " class=\"right\"") : "")
    }
    return styles
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in line.trimmed {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        if isEscaped, character != "|" { cells[cells.count - 1].append("\\") }
        if character != "\\" || isEscaped { cells[cells.count - 1].append(character) }
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.first?.trimmed.isEmpty == true { cells.removeFirst() }
    if cells.last?.trimmed.isEmpty == true { cells.removeLast() }
    return cells.map(\.trimmed)
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
