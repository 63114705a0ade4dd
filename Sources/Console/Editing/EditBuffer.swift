/// The text being edited and the cursor in it: rows separated by `\n`, positions in Unicode scalars.
struct EditBuffer: Equatable {
  var scalars: [Unicode.Scalar]
  var cursor: Int

  init(_ text: String = "", cursor: Int? = nil) {
    scalars = Array(text.unicodeScalars)
    self.cursor = min(cursor ?? scalars.count, scalars.count)
  }

  var count: Int { scalars.count }
  var text: String { EditBuffer.string(scalars[...]) }
  var hasSeveralRows: Bool { scalars.contains("\n") }

  /// Where the cursor's row begins.
  var rowStart: Int { rowStart(of: cursor) }
  /// Where the cursor's row ends, before its newline.
  var rowEnd: Int { rowEnd(of: cursor) }
  var isOnFirstRow: Bool { rowStart == 0 }
  var isOnLastRow: Bool { rowEnd == scalars.count }

  /// The cursor's row.
  var row: String { EditBuffer.string(scalars[rowStart..<rowEnd]) }
  /// The cursor's row up to the cursor.
  var rowBeforeCursor: String { EditBuffer.string(scalars[rowStart..<cursor]) }
  /// Whether only blanks stand before the cursor on its row.
  var isAtIndentation: Bool { scalars[rowStart..<cursor].allSatisfy(\.isBlank) }
  /// Whether the cursor's row holds nothing but blanks.
  var isOnBlankRow: Bool { scalars[rowStart..<rowEnd].allSatisfy(\.isBlank) }

  mutating func insert(_ text: String) {
    let added = Array(text.unicodeScalars)
    scalars.insert(contentsOf: added, at: cursor)
    cursor += added.count
  }

  /// Replaces a range and leaves the cursor behind what was put there.
  mutating func replace(_ range: Range<Int>, with text: String) {
    scalars.removeSubrange(range)
    cursor = range.lowerBound
    insert(text)
  }

  /// Removes a range, and gives what it held.
  @discardableResult
  mutating func remove(_ range: Range<Int>) -> String {
    let removed = EditBuffer.string(scalars[range])
    scalars.removeSubrange(range)
    cursor = range.lowerBound
    return removed
  }

  func rowStart(of position: Int) -> Int {
    scalars[..<position].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  func rowEnd(of position: Int) -> Int {
    scalars[position...].firstIndex(of: "\n") ?? scalars.count
  }

  static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

// MARK: - Rows

extension EditBuffer {
  /// Moves to the row above, as near to the same column as it goes; false on the first row.
  mutating func moveUp() -> Bool {
    guard !isOnFirstRow else { return false }
    cursor = position(inRowAt: rowStart(of: rowStart - 1), column: column)
    return true
  }

  /// Moves to the row below, as near to the same column as it goes; false on the last row.
  mutating func moveDown() -> Bool {
    guard !isOnLastRow else { return false }
    cursor = position(inRowAt: rowEnd + 1, column: column)
    return true
  }

  private var column: Int { scalars[rowStart..<cursor].reduce(0) { $0 + DisplayWidth.of($1) } }

  private func position(inRowAt start: Int, column: Int) -> Int {
    var position = start
    var width = 0
    let end = rowEnd(of: start)
    while position < end, width < column {
      width += DisplayWidth.of(scalars[position])
      position += 1
    }
    return position
  }
}

// MARK: - Words

extension EditBuffer {
  /// Where the word before the cursor begins.
  var previousWord: Int {
    var position = cursor
    while position > 0, !EditBuffer.isWord(scalars[position - 1]) { position -= 1 }
    while position > 0, EditBuffer.isWord(scalars[position - 1]) { position -= 1 }
    return position
  }

  /// Where the word behind the cursor ends.
  var nextWord: Int {
    var position = cursor
    while position < scalars.count, !EditBuffer.isWord(scalars[position]) { position += 1 }
    while position < scalars.count, EditBuffer.isWord(scalars[position]) { position += 1 }
    return position
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}

extension Unicode.Scalar {
  /// Whether it is a space or a tab.
  var isBlank: Bool { self == " " || self == "\t" }
}
