/// A small terminal: keeps what a program would show on a screen that scrolls.
///
/// It knows the sequences that the console uses, and remembers any other as an error.
struct VirtualScreen {
  private(set) var columns: Int
  private(set) var height: Int
  private(set) var row = 0
  private(set) var column = 0
  private(set) var unknown: [String] = []
  private(set) var modes: Set<Int> = []
  private var cells: [[Character]]
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    height = rows
    cells = Array(repeating: [], count: rows)
  }

  /// The rows from the top, without blanks at their ends and without empty rows at the bottom.
  var rows: [String] {
    var rows = cells.map { row -> String in
      var text = String(row.filter { $0 != "\u{0}" })
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    while rows.last == "" { rows.removeLast() }
    return rows
  }

  var text: String { rows.joined(separator: "\n") }

  mutating func resize(columns: Int, rows: Int) {
    self.columns = columns
    while cells.count < rows { cells.append([]) }
    while cells.count > rows { cells.removeFirst() }
    height = rows
    row = min(row, rows - 1)
    column = min(column, columns - 1)
  }

  mutating func feed(_ bytes: [UInt8]) {
    pending += bytes
    while let length = nextLength() {
      let sequence = String(decoding: pending.prefix(length), as: UTF8.self)
      pending.removeFirst(length)
      if sequence.utf8.first == 0x1B {
        control(sequence)
      } else {
        sequence.unicodeScalars.forEach { put($0) }
      }
    }
  }

  /// How many bytes the next character or sequence takes; nil when it has not come whole.
  private func nextLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B {
      guard pending.count > 1 else { return nil }
      if "_]P".utf8.contains(pending[1]) { return stringLength() }
      guard pending[1] == UInt8(ascii: "[") else { return 2 }
      return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
    }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    return pending.count >= length ? length : nil
  }

  /// How long a string of commands is, up to its end `ESC \` or BEL.
  private func stringLength() -> Int? {
    for index in pending.indices.dropFirst(2) {
      if pending[index] == 7 { return index + 1 }
      if pending[index] == 0x5C, pending[index - 1] == 0x1B { return index + 1 }
    }
    return nil
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": column = 0
    case "\n": lineFeed()
    case "\u{8}": column = max(min(column, columns - 1) - 1, 0)
    case "\u{7}": break
    default: print(scalar)
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    let width = VirtualScreen.isWide(scalar) ? 2 : 1
    if column + width > columns {
      column = 0
      lineFeed()
    }
    while cells[row].count < column + width { cells[row].append(" ") }
    cells[row][column] = Character(scalar)
    if width == 2 { cells[row][column + 1] = "\u{0}" }
    column += width
  }

  private mutating func lineFeed() {
    if row == height - 1 {
      cells.removeFirst()
      cells.append([])
    } else {
      row += 1
    }
  }

  private mutating func control(_ sequence: String) {
    let body = sequence.dropFirst(2).dropLast()
    let number = Int(body.drop { $0 == "?" }) ?? 1
    switch sequence.last {
    case "A": row = max(row - number, 0)
    case "B": row = min(row + number, height - 1)
    case "C": column = min(column + number, columns - 1)
    case "H" where body.isEmpty: (row, column) = (0, 0)
    case "J" where body.isEmpty:
      eraseRow()
      for below in (row + 1)..<max(height, row + 1) { cells[below] = [] }
    case "J" where body == "2": cells = Array(repeating: [], count: height)
    case "K" where body.isEmpty: eraseRow()
    case "m": break
    case "h": modes.insert(number)
    case "l": modes.remove(number)
    default: unknown.append(sequence)
    }
  }

  /// Erases from the cursor to the row's end; a cursor behind a full row stands on its last column.
  private mutating func eraseRow() {
    let start = min(column, columns - 1)
    if cells[row].count > start { cells[row].removeLast(cells[row].count - start) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    (0x1100...0x115F).contains(scalar.value) || (0x2E80...0x9FFF).contains(scalar.value)
      || (0xAC00...0xD7A3).contains(scalar.value) || (0xFF01...0xFF60).contains(scalar.value)
      || (0x1F300...0x1FAFF).contains(scalar.value)
  }
}
