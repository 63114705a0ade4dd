/// The lines of a Markdown text, taken from the top.
struct BlockReader {
  private let lines: [String]
  private var position = 0

  init(_ lines: [String]) {
    self.lines = lines.map { line in
      String(line.flatMap { $0 == "\t" ? Array("    ") : $0 == "\r" ? [] : [$0] })
    }
  }

  /// The next line.
  var peek: String? { peek(0) }

  /// A line further below.
  func peek(_ ahead: Int) -> String? {
    position + ahead < lines.count ? lines[position + ahead] : nil
  }

  mutating func skip() { position += 1 }

  /// Takes lines as long as they are wanted.
  mutating func take(while isWanted: (String) -> Bool) -> [String] {
    var taken: [String] = []
    while let line = peek, isWanted(line) {
      taken.append(line)
      skip()
    }
    return taken
  }
}

/// The line that opens a block of code: three or more backticks or tildes.
struct Fence {
  let indent: Int
  let language: String
  private let mark: Character
  private let count: Int

  init?(_ line: String) {
    let content = line.drop { $0 == " " }
    indent = line.count - content.count
    guard indent < 4, let first = content.first, first == "`" || first == "~" else { return nil }
    mark = first
    count = content.prefix { $0 == first }.count
    let rest = content.dropFirst(count)
    guard count >= 3, !rest.contains("`") else { return nil }
    language = String(rest.drop { $0 == " " }.prefix { $0 != " " })
  }

  /// Whether a line closes the block.
  func ends(_ line: String) -> Bool {
    let content = line.drop { $0 == " " }
    let marks = content.prefix { $0 == mark }.count
    return marks >= count && content.dropFirst(marks).allSatisfy(\.isWhitespace)
  }
}

/// What begins an item of a list: `-`, `*`, `+`, `1.` or `1)`, and a blank.
struct ListMark {
  let indent: Int
  let isOrdered: Bool
  let number: Int
  /// The columns up to the item's text.
  let width: Int
  /// The item's text on this line.
  let rest: String

  init?(_ line: String) {
    let content = line.drop { $0 == " " }
    indent = line.count - content.count
    let digits = content.prefix { ("0"..."9").contains($0) }
    let mark = content.dropFirst(digits.count)
    guard let first = mark.first, mark.dropFirst().first == " " else { return nil }
    isOrdered = !digits.isEmpty
    guard isOrdered ? ".)".contains(first) && digits.count < 10 : "-*+".contains(first) else {
      return nil
    }
    number = Int(digits) ?? 1
    rest = String(mark.dropFirst(2).drop { $0 == " " })
    width = indent + digits.count + 2
  }
}
