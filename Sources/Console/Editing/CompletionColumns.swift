/// Completions laid out in columns that fit the terminal, each with its description.
struct CompletionColumns {
  private let cells: [Frame.Row]
  private let cellWidth: Int
  private let columns: Int
  private let style: Style

  private static let widestName = 36
  private static let gap = 3

  init(_ candidates: [Completions.Candidate], columns: Int, style: Style) {
    let names = candidates.map { DisplayWidth.clipped($0.text, to: Self.widestName) }
    let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
    let room = max(columns - 1 - nameWidth - 2, 0)
    cells = zip(candidates, names).map { candidate, name in
      let padding = String(repeating: " ", count: nameWidth - DisplayWidth.of(name))
      let line = candidate.summary.split(separator: "\n").first.map(String.init) ?? ""
      let summary = DisplayWidth.clipped(line, to: room)
      guard !summary.isEmpty else { return .init(text: name + padding, width: nameWidth) }
      let width = nameWidth + 2 + DisplayWidth.of(summary)
      return .init(text: "\(name)\(padding)  \(style.dim(summary))", width: width)
    }
    cellWidth = cells.map(\.width).max() ?? 0
    self.columns = columns
    self.style = style
  }

  /// The rows of one page, at most `rows` of them; pages repeat from the first. Where there are
  /// several, the last row says which this is.
  func page(_ page: Int, rows: Int) -> [Frame.Row] {
    let across = max((columns + Self.gap - 1) / (cellWidth + Self.gap), 1)
    let needed = (cells.count + across - 1) / across
    if needed <= rows { return grid(cells[...], across: across) }
    let perPage = max(rows - 1, 1) * across
    let pages = (cells.count + perPage - 1) / perPage
    let first = page % pages * perPage
    let last = min(first + perPage, cells.count)
    let note = DisplayWidth.clipped(
      "\(first + 1)–\(last) of \(cells.count) · Tab for more", to: columns - 1)
    let footer = Frame.Row(text: style.dim(note), width: DisplayWidth.of(note))
    return grid(cells[first..<last], across: across) + [footer]
  }

  /// Cells in columns, read from top to bottom.
  private func grid(_ cells: ArraySlice<Frame.Row>, across: Int) -> [Frame.Row] {
    let height = (cells.count + across - 1) / across
    return (0..<height).map { row in
      var result = Frame.Row(text: "", width: 0)
      for index in stride(from: cells.startIndex + row, to: cells.endIndex, by: height) {
        let column = (index - cells.startIndex) / height
        let padding = column * (cellWidth + Self.gap) - result.width
        result.text += String(repeating: " ", count: max(padding, 0)) + cells[index].text
        result.width += max(padding, 0) + cells[index].width
      }
      return result
    }
  }
}
