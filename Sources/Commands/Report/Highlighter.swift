/// Colours a script for reading: comments, strings, numbers, keywords, flags, and the verbs that begin
/// command lines.
///
/// It looks at characters alone, so that text with errors in it is coloured too.
struct Highlighter {
  /// Whether a name is a command's, dots included.
  let isCommand: (String) -> Bool

  private static let keywords: Set<String> = [
    "and", "as", "assert", "bench", "break", "cmd", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "global", "if", "in", "is", "lambda", "load", "nonlocal", "not",
    "or", "pass", "raise", "return", "time", "try", "while",
  ]
  private static let constants: Set<String> = ["True", "False", "None"]

  /// The text as HTML.
  func html(_ source: String) -> String {
    var text = Substring(source)
    var html = ""
    var isLineStart = true
    var previous: Character = "\n"
    while let first = text.first {
      let (token, style) = next(text, first, isLineStart: isLineStart, previous: previous)
      html +=
        style.isEmpty ? HTML.escaped(token) : "<i class=\"\(style)\">\(HTML.escaped(token))</i>"
      if token.contains("\n") {
        isLineStart = true
      } else if !token.allSatisfy(\.isWhitespace) {
        isLineStart =
          ["time", "bench", "cmd", "return"].contains(String(token)) || token == ";" || token == "="
      }
      previous = token.last ?? previous
      text = text.dropFirst(token.count)
    }
    return html
  }

  private func next(
    _ text: Substring, _ first: Character, isLineStart: Bool, previous: Character
  ) -> (Substring, style: String) {
    switch first {
    case "#" where previous.isWhitespace: return (text.prefix { $0 != "\n" }, "c")
    case "\"", "'": return (string(text, first), "s")
    case "0"..."9": return (number(text), "n")
    case "-" where previous.isWhitespace && text.hasPrefix("--"):
      let flag = text.prefix { $0 == "-" || $0 == "_" || $0.isLetter || $0.isNumber }
      return (flag, flag.count > 2 ? "f" : "")
    default: break
    }
    guard first.isLetter || first == "_" else { return (text.prefix(1), "") }
    let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = text.dropFirst(name.count)
    if name.count <= 2, let quote = rest.first, quote == "\"" || quote == "'",
      name.lowercased().allSatisfy({ "rbf".contains($0) })
    {
      return (text.prefix(name.count + string(rest, quote).count), "s")
    }
    if Self.keywords.contains(String(name)), previous != "." { return (name, keyword(name, rest)) }
    if Self.constants.contains(String(name)) { return (name, "n") }
    let dotted = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    if previous != ".", isCommand(String(dotted)) {
      let isCalled = text.dropFirst(dotted.count).first == "("
      if isCalled || isLineStart { return (dotted, "v") }
    }
    return (name, "")
  }

  /// `time`, `bench`, `cmd` and `load` are names where something else than a word follows.
  private func keyword(_ name: Substring, _ rest: Substring) -> String {
    guard ["time", "bench", "cmd"].contains(String(name)) else { return "k" }
    let next = rest.drop { $0 == " " }.first ?? "\n"
    return rest.first == " " && (next.isLetter || next == "_") ? "k" : ""
  }

  private func string(_ text: Substring, _ quote: Character) -> Substring {
    let mark = String(repeating: quote, count: 3)
    let isLong = text.hasPrefix(mark)
    var position = text.index(text.startIndex, offsetBy: isLong ? 3 : 1)
    while position < text.endIndex {
      let character = text[position]
      if character == "\\" {
        position = text.index(position, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
        continue
      }
      if !isLong, character == "\n" { break }
      if isLong ? text[position...].hasPrefix(mark) : character == quote {
        return text[..<text.index(position, offsetBy: isLong ? 3 : 1)]
      }
      position = text.index(after: position)
    }
    return text[..<position]
  }

  private func number(_ text: Substring) -> Substring {
    text.prefix { $0.isNumber || $0.isLetter || $0 == "." || $0 == "_" }
  }
}
