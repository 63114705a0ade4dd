/// The part of a source line that is shown with a diagnostic, and where its carets go.
struct SnippetLine {
  /// What is shown: tabs are spaces, and characters that a terminal would obey are replaced.
  let text: String
  /// The columns before the first caret.
  let caretColumn: Int
  /// How many carets, at least one.
  let caretCount: Int

  init(_ place: Place, width: Int) {
    let bytes = place.source.bytes
    let line = place.source.lineRange(place.line)
    let start = min(max(Int(place.span.start), line.lowerBound), line.upperBound)
    let end = min(max(Int(place.span.end), start), line.upperBound)
    // A character takes at most some bytes a column, so more of a long line is never shown.
    let reach = width * 8
    let from = Self.scalarStart(max(line.lowerBound, start - reach), in: bytes)
    let to = Self.scalarStart(min(line.upperBound, start + reach), in: bytes)
    var cells = Self.cells(bytes[from..<start], column: 0)
    let before = cells.count
    cells += Self.cells(
      bytes[start..<max(min(end, to), start)], column: Self.columns(of: cells[...]))
    let marked = before..<cells.count
    cells += Self.cells(
      bytes[max(min(end, to), start)..<max(to, start)], column: Self.columns(of: cells[...]))
    let shown = Self.window(cells, around: marked, width: width)
    let isCutLeft = shown.lowerBound > 0 || from > line.lowerBound
    let isCutRight = shown.upperBound < cells.count || to < line.upperBound
    text = (isCutLeft ? "…" : "") + cells[shown].map(\.text).joined() + (isCutRight ? "…" : "")
    caretColumn = (isCutLeft ? 1 : 0) + Self.columns(of: cells[shown.lowerBound..<before])
    caretCount = max(Self.columns(of: cells[marked.clamped(to: shown)]), 1)
  }

  /// One character as shown.
  private struct Cell {
    let text: String
    let width: Int
  }

  private static let tabStop = 4

  private static func cells(_ bytes: ArraySlice<UInt8>, column start: Int) -> [Cell] {
    var column = start
    return String(decoding: bytes, as: UTF8.self).map { character in
      let cell = cell(character, column: column)
      column += cell.width
      return cell
    }
  }

  private static func cell(_ character: Character, column: Int) -> Cell {
    if character == "\t" {
      let width = tabStop - column % tabStop
      return Cell(text: String(repeating: " ", count: width), width: width)
    }
    let scalars = character.unicodeScalars
    guard scalars.contains(where: isUnsafe) else {
      return Cell(text: String(character), width: CharacterWidth.columns(of: character))
    }
    let text = String(String.UnicodeScalarView(scalars.map(safe)))
    return Cell(text: text, width: text.reduce(0) { $0 + CharacterWidth.columns(of: $1) })
  }

  private static func columns(of cells: ArraySlice<Cell>) -> Int {
    cells.reduce(0) { $0 + $1.width }
  }

  /// The cells to show: all if they fit, else a third of the width before the carets and the rest behind.
  private static func window(
    _ cells: [Cell], around marked: Range<Int>, width: Int
  ) -> Range<Int> {
    guard columns(of: cells[...]) > width else { return cells.indices }
    var first = marked.lowerBound
    var room = width / 3
    while first > 0, room >= cells[first - 1].width {
      first -= 1
      room -= cells[first].width
    }
    var last = first
    room = width
    while last < cells.count, room >= cells[last].width {
      room -= cells[last].width
      last += 1
    }
    return first..<max(last, marked.lowerBound)
  }

  /// The start of the scalar that holds the byte at `offset`.
  private static func scalarStart(_ offset: Int, in bytes: [UInt8]) -> Int {
    var start = offset
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80, offset - start < 4 {
      start -= 1
    }
    return start
  }

  /// Whether a terminal would obey the scalar, or draw what follows in another order.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }

  /// The scalar, or the replacement character for an unsafe one.
  static func safe(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    isUnsafe(scalar) ? "\u{FFFD}" : scalar
  }
}
