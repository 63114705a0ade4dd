/// A part of a script between two lines `# %%`, the convention that editors know.
public struct ScriptCell: Sendable {
  /// What stands behind the mark: `# %% Loading` is called `Loading`; empty for none.
  public let title: String
  /// Markdown: the comments of a cell `# %% [markdown]`; `nil` where there are none.
  public let prose: String?
  /// The source text of its statements with their comments; `nil` where it has no statement.
  public let code: String?
  /// The line on which ``code`` begins, counted from 1.
  public let firstLine: Int
  /// The statements, by their position in the program.
  let statements: Range<Int>
}

extension Program {
  /// The program in cells. Without a mark it is one cell; comments above the first mark are prose.
  var cells: [ScriptCell] {
    let bodies = statements.map { Int($0.span.start)..<contentEnd(of: $0) }
    let marks = comments.compactMap { CellMark($0, in: source) }
      .filter { mark in !bodies.contains { $0.contains(mark.start) } }
    guard !marks.isEmpty else { return [cell(nil, from: 0, to: source.bytes.count)] }
    var cells: [ScriptCell] = []
    let head = cell(nil, from: 0, to: marks[0].start)
    if head.code != nil || !(head.prose ?? "").isEmpty { cells.append(head) }
    for (index, mark) in marks.enumerated() {
      let end = index + 1 < marks.count ? marks[index + 1].start : source.bytes.count
      cells.append(cell(mark, from: mark.end, to: end))
    }
    return cells
  }

  /// Where a statement's last token ends: a block's span goes on over the comments behind it.
  private func contentEnd(of statement: Statement) -> Int {
    let start = Int(statement.span.start)
    var end = trimmed(start..<Int(statement.span.end)).upperBound
    while let comment = comments.last(where: { Int($0.end) == end && Int($0.start) > start }) {
      end = trimmed(start..<Int(comment.start)).upperBound
    }
    return max(end, start + 1)
  }

  private func cell(_ mark: CellMark?, from start: Int, to end: Int) -> ScriptCell {
    let first = statements.firstIndex { Int($0.span.start) >= start } ?? statements.count
    let last = statements.firstIndex { Int($0.span.start) >= end } ?? statements.count
    var code = first..<max(first, last)
    var prose: [String] = []
    let firstStatement = code.isEmpty ? end : Int(statements[first].span.start)
    var codeStart = start
    if mark?.isProse ?? code.isEmpty {
      prose = paragraphs(start..<(mark == nil ? end : firstStatement))
      codeStart = firstStatement
      if mark != nil, let text = string(at: code) {
        prose.append(text)
        code = code.lowerBound + 1..<code.upperBound
        codeStart = code.isEmpty ? end : Int(statements[code.lowerBound].span.start)
      }
    }
    let range = trimmed(codeStart..<end)
    return ScriptCell(
      title: mark?.title ?? "", prose: prose.isEmpty ? nil : prose.joined(separator: "\n\n"),
      code: code.isEmpty ? nil : source.text(Span(range.lowerBound, range.upperBound)),
      firstLine: source.line(at: range.lowerBound), statements: code)
  }

  /// The comments of a region without their `#`, as one text.
  private func paragraphs(_ region: Range<Int>) -> [String] {
    let inside = comments.filter { region.contains(Int($0.start)) }
    guard let first = inside.first else { return [] }
    var text = ""
    var line = source.line(at: Int(first.start))
    for comment in inside {
      let number = source.line(at: Int(comment.start))
      text += String(repeating: "\n", count: min(number - line, 2))
      line = number
      let content = source.text(comment).drop { $0 == "#" }
      let isHeading = source.text(comment).hasPrefix("# #")
      text +=
        isHeading
        ? content.drop { $0 == " " } : content.hasPrefix(" ") ? content.dropFirst() : content
    }
    return text.allSatisfy(\.isWhitespace) ? [] : [text]
  }

  /// The text of the first of these statements, where it is nothing but a string.
  private func string(at range: Range<Int>) -> String? {
    guard let first = range.first, case .expression(.literal(let node)) = statements[first],
      case .string(let text) = node.value
    else { return nil }
    return text
  }

  /// The region without the empty lines at its ends.
  private func trimmed(_ region: Range<Int>) -> Range<Int> {
    func isBlank(_ offset: Int) -> Bool {
      source.bytes[offset].isBlank || source.bytes[offset] == .newline
        || source.bytes[offset] == .carriageReturn
    }
    var (start, end) = (region.lowerBound, region.upperBound)
    while end > start, isBlank(end - 1) { end -= 1 }
    var line = start
    while line < end, isBlank(line) {
      if source.bytes[line] == .newline { start = line + 1 }
      line += 1
    }
    return start..<end
  }
}

/// A comment `# %%` at the beginning of a line.
private struct CellMark {
  let start: Int
  /// Where the comment ends.
  let end: Int
  let isProse: Bool
  let title: String

  init?(_ comment: Span, in source: SourceFile) {
    let isFirst = comment.start == 0 || source.bytes[Int(comment.start) - 1] == .newline
    let words = source.text(comment).dropFirst().drop { $0 == " " }
    guard isFirst, words.hasPrefix("%%") else { return nil }
    var rest = words.dropFirst(2)
    guard rest.isEmpty || rest.first == " " else { return nil }
    rest = rest.drop { $0 == " " }
    isProse = rest.hasPrefix("[markdown]") || rest.hasPrefix("[md]")
    if isProse { rest = rest.drop { $0 != "]" }.dropFirst().drop { $0 == " " } }
    title = String(rest)
    start = Int(comment.start)
    end = Int(comment.end)
  }
}
