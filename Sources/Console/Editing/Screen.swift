/// Draws frames one over the other at the bottom of a terminal, writing only the rows that changed.
struct Screen {
  private let terminal: Terminal
  private var shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
  private var columns = 0

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Begins below what has been printed. Output that did not end its line is ended, with a mark: the
  /// mark and blanks as wide as the screen wrap onto a new row only if the cursor was not at its
  /// beginning, so the terminal need not be asked where it is.
  mutating func begin(style: Style) {
    let size = terminal.size
    shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
    columns = size.columns
    let blanks = String(repeating: " ", count: max(size.columns - 1, 0))
    terminal.write("\(style.dim("⏎"))\(blanks)\r\u{1B}[K\u{1B}[?2004h")
  }

  /// Shows a frame. A frame higher than the screen is shown around its cursor.
  mutating func draw(_ whole: Frame) {
    let frame = Screen.visible(whole, rows: terminal.size.rows)
    guard frame != shown else { return }
    let changed = firstChange(to: frame)
    var output = ""
    var row = shown.cursorRow
    if changed < frame.rows.count || frame.rows.count < shown.rows.count {
      let start = min(changed, max(frame.rows.count - 1, 0))
      output += Screen.move(from: row, to: start) + "\r"
      output += write(frame, from: start)
      row = frame.rows.count - 1
    }
    output += Screen.move(from: row, to: frame.cursorRow) + "\r"
    if frame.cursorColumn > 0 { output += "\u{1B}[\(frame.cursorColumn)C" }
    terminal.write(output)
    shown = frame
  }

  /// Shows the last frame whole and leaves the cursor below it.
  mutating func finish(_ frame: Frame) {
    var output = Screen.move(from: shown.cursorRow, to: 0) + "\r\u{1B}[J\u{1B}[?2004l"
    output += frame.rows.map(\.text).joined(separator: "\r\n")
    terminal.write(output + "\r\n")
    shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
  }

  /// Clears the whole terminal; the next frame is drawn at its top.
  mutating func clear() {
    terminal.write("\u{1B}[H\u{1B}[2J")
    shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
  }

  /// Forgets the frame after the width changed: goes to where it began, given that terminals break a
  /// row that no longer fits into several, and clears what is below.
  mutating func resize() {
    let now = max(terminal.size.columns, 1)
    guard now != columns else { return }
    columns = now
    let above = shown.rows.prefix(shown.cursorRow).reduce(0) {
      $0 + max(($1.width + now - 1) / now, 1)
    }
    let row = above + shown.cursorColumn / now
    terminal.write(Screen.move(from: row, to: 0) + "\r\u{1B}[J")
    shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
  }

  /// Leaves the frame on the screen, and draws the next one below it.
  mutating func suspend() {
    terminal.write(
      Screen.move(from: shown.cursorRow, to: shown.rows.count - 1) + "\r\n\u{1B}[?2004l")
    shown = Frame(rows: [], cursorRow: 0, cursorColumn: 0)
  }

  private func firstChange(to frame: Frame) -> Int {
    let same = zip(shown.rows, frame.rows).prefix { $0 == $1 }.count
    return same
  }

  /// The rows of `frame` from `start` on, each cleared to its end, and what was below them.
  private func write(_ frame: Frame, from start: Int) -> String {
    var output = ""
    for (index, row) in frame.rows.enumerated().dropFirst(start) {
      if index > start { output += "\r\n" }
      output += row.text
      if row.width < columns { output += "\u{1B}[K" }
    }
    guard shown.rows.count > frame.rows.count else { return output }
    let isFull = frame.rows.last.map { $0.width >= columns } ?? false
    // Behind a full row the cursor still stands on it: what is cleared begins one row below.
    return output + (isFull ? "\r\n\u{1B}[J\u{1B}[A" : "\u{1B}[J")
  }

  private static func move(from row: Int, to target: Int) -> String {
    if target < row { return "\u{1B}[\(row - target)A" }
    return String(repeating: "\n", count: target - row)
  }

  private static func visible(_ frame: Frame, rows: Int) -> Frame {
    guard frame.rows.count > rows else { return frame }
    let top = max(0, min(frame.cursorRow - rows / 2, frame.rows.count - rows))
    return Frame(
      rows: Array(frame.rows[top..<top + rows]), cursorRow: frame.cursorRow - top,
      cursorColumn: frame.cursorColumn)
  }
}
