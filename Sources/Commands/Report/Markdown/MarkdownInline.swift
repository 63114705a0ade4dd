/// What stands within a paragraph: emphasis, code, links and pictures.
///
/// Everything else is escaped, HTML included. Links lead to `http:`, `https:`, `mailto:`, a place of the
/// page or a relative path; any other address stays text.
struct MarkdownInline {
  /// The picture of a path as a data address; `nil` where it cannot be read.
  let picture: (String) -> String?
  /// How deep emphasis and links may be nested; what is deeper stays text.
  private static let greatestDepth = 16
  /// How many characters emphasis and code may span: the search for an end stays short.
  private static let reach = 4000

  /// The text as HTML.
  func html(_ text: some StringProtocol) -> String { html(Array(text), depth: 0) }

  private func html(_ text: [Character], depth: Int) -> String {
    var result = ""
    var position = 0
    while position < text.count {
      if let (part, end) = span(text, position, depth) {
        result += part
        position = end
      } else {
        result += HTML.escaped(String(text[position]))
        position += 1
      }
    }
    return result
  }

  /// What begins at a position, and where it ends; `nil` where it is a character alone.
  private func span(_ text: [Character], _ start: Int, _ depth: Int) -> (String, Int)? {
    guard depth < Self.greatestDepth else { return nil }
    switch text[start] {
    case "\\":
      guard start + 1 < text.count, text[start + 1].isPunctuation || text[start + 1].isSymbol else {
        return nil
      }
      return (HTML.escaped(String(text[start + 1])), start + 2)
    case "`": return code(text, start)
    case "!":
      guard start + 1 < text.count, text[start + 1] == "[" else { return nil }
      guard let link = Link(text, start + 1) else { return nil }
      return (image(link), link.end)
    case "[":
      guard let link = Link(text, start) else { return nil }
      return (anchor(link, depth), link.end)
    case "<": return automaticLink(text, start)
    case "*", "_", "~": return emphasis(text, start, depth)
    default: return nil
    }
  }

  /// `` `code` ``, or more backticks around code that holds some.
  private func code(_ text: [Character], _ start: Int) -> (String, Int)? {
    let ticks = text[start...].prefix { $0 == "`" }.count
    var position = start + ticks
    while position < min(text.count, start + Self.reach) {
      guard text[position] == "`" else {
        position += 1
        continue
      }
      let run = text[position...].prefix { $0 == "`" }.count
      if run == ticks {
        var content = text[start + ticks..<position]
        if content.count > 2, content.first == " ", content.last == " " {
          content = content.dropFirst().dropLast()
        }
        return ("<code>\(HTML.escaped(String(content)))</code>", position + run)
      }
      position += run
    }
    return (HTML.escaped(String(text[start..<start + ticks])), start + ticks)
  }

  /// `*a*`, `**a**`, `_a_`, `__a__`, `~~a~~`; an underscore within a word is a letter.
  private func emphasis(_ text: [Character], _ start: Int, _ depth: Int) -> (String, Int)? {
    let mark = text[start]
    let run = text[start...].prefix { $0 == mark }.count
    let count = mark == "~" ? 2 : min(run, 2)
    let open = start + count
    guard run >= count, run <= 3, open < text.count, !text[open].isWhitespace else {
      return (HTML.escaped(String(text[start..<start + run])), start + run)
    }
    if mark == "_", start > 0, text[start - 1].isLetter || text[start - 1].isNumber { return nil }
    guard let close = closing(text, from: open, mark, count) else {
      return (HTML.escaped(String(text[start..<open])), open)
    }
    let tag = mark == "~" ? "del" : count == 2 ? "strong" : "em"
    let content = html(Array(text[open..<close]), depth: depth + 1)
    return ("<\(tag)>\(content)</\(tag)>", close + count)
  }

  private func closing(_ text: [Character], from open: Int, _ mark: Character, _ count: Int) -> Int?
  {
    var position = open
    while position + count <= min(text.count, open + Self.reach) {
      if text[position] == "\\" {
        position += 2
        continue
      }
      if text[position] == "`", let (_, end) = code(text, position) {
        position = end
        continue
      }
      let run = text[position...].prefix { $0 == mark }.count
      let isWordEnd =
        mark != "_" || position + run >= text.count
        || !(text[position + run].isLetter || text[position + run].isNumber)
      if run == count || run == 3 && count < 3, position > open, !text[position - 1].isWhitespace,
        isWordEnd
      {
        return run == 3 ? position + 3 - count : position
      }
      position += max(run, 1)
    }
    return nil
  }

  private func automaticLink(_ text: [Character], _ start: Int) -> (String, Int)? {
    guard let end = text[start...].prefix(2000).firstIndex(of: ">") else { return nil }
    let address = String(text[start + 1..<end])
    guard address.hasPrefix("https://") || address.hasPrefix("http://"), !address.contains(" ")
    else { return nil }
    let shown = HTML.escaped(address)
    return ("<a href=\"\(shown)\">\(shown)</a>", end + 1)
  }

  private func anchor(_ link: Link, _ depth: Int) -> String {
    let content = html(Array(link.text), depth: depth + 1)
    guard Self.isSafe(link.address) else { return content }
    return "<a href=\"\(HTML.escaped(link.address))\">\(content)</a>"
  }

  /// A picture within the page; one that cannot be read is a link, so that nothing is fetched.
  private func image(_ link: Link) -> String {
    let words = HTML.escaped(link.text)
    if let data = picture(link.address) { return "<img src=\"\(data)\" alt=\"\(words)\">" }
    let shown = words.isEmpty ? HTML.escaped(link.address) : words
    guard Self.isSafe(link.address) else { return shown }
    return "<a href=\"\(HTML.escaped(link.address))\">\(shown)</a>"
  }

  /// Whether an address cannot run anything.
  static func isSafe(_ address: String) -> Bool {
    let head = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let colon = head.firstIndex(of: ":") else { return true }
    return ["http", "https", "mailto"].contains(head[..<colon].lowercased())
  }
}

/// `[text](address)`.
private struct Link {
  let text: String
  let address: String
  /// The position behind it.
  let end: Int

  init?(_ characters: [Character], _ start: Int) {
    var depth = 0
    var close: Int?
    for position in start..<min(characters.count, start + 2000) {
      if characters[position] == "[" { depth += 1 }
      if characters[position] == "]" { depth -= 1 }
      if depth == 0 {
        close = position
        break
      }
    }
    guard let close, close + 1 < characters.count, characters[close + 1] == "(" else { return nil }
    let rest = characters[(close + 2)...]
    var parentheses = 1
    var last: Int?
    for position in rest.indices.prefix(4000) {
      if characters[position] == "(" { parentheses += 1 }
      if characters[position] == ")" { parentheses -= 1 }
      if parentheses == 0 {
        last = position
        break
      }
    }
    guard let last else { return nil }
    // A title behind the address is left out.
    address = String(characters[close + 2..<last].drop { $0 == " " }.prefix { $0 != " " })
    text = String(characters[start + 1..<close])
    end = last + 1
  }
}
