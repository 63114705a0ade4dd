// Indentation of rows.
extension EditBuffer {
  /// The level of indentation of a text that has none of its own yet.
  static let usualLevel = "    "

  /// Splits the row at the cursor, and indents the new one.
  ///
  /// - Parameters:
  ///   - ending: where the text before the cursor stops.
  ///   - isIndented: false for a text whose rows its author indents.
  mutating func insertNewline(after ending: TextEnding, isIndented: Bool = true) {
    // The blanks of a string are its text.
    guard ending.kind != .string else { return insert("\n") }
    let indentation = isIndented ? indentation(after: ending) : ""
    while cursor > rowStart, scalars[cursor - 1].isBlank { remove(cursor - 1..<cursor) }
    insert("\n" + indentation)
    var end = cursor
    while end < scalars.count, scalars[end].isBlank { end += 1 }
    remove(cursor..<end)
  }

  /// One level more behind the head of a block or an opening bracket, one less behind a statement that
  /// leaves the block.
  private func indentation(after ending: TextEnding) -> String {
    switch ending.kind {
    case .string: return ""
    case .statement: return ending.indentation
    case .head: return ending.indentation + level
    case .exit: return String(ending.indentation.dropLast(width(within: ending.indentation.count)))
    case .continuation:
      let before = scalars[rowStart..<cursor]
      let blanks = EditBuffer.string(before.prefix(while: \.isBlank))
      let opens = before.last { !$0.isBlank }.map { "([{".unicodeScalars.contains($0) } ?? false
      return opens ? blanks + level : blanks
    }
  }

  /// Removes what Backspace removes: a whole level at the indentation, else one character.
  mutating func deleteBackward() {
    guard cursor > 0 else { return }
    let indent = cursor - rowStart
    if indent > 0, isAtIndentation {
      remove(cursor - width(within: indent)..<cursor)
    } else {
      let last = EditBuffer.string(scalars[rowStart..<cursor]).last
      remove(cursor - max(last?.unicodeScalars.count ?? 1, 1)..<cursor)
    }
  }

  /// Fills up to the next level of indentation.
  mutating func indent() {
    let level = self.level
    let width = level.unicodeScalars.count
    insert(String(level.dropFirst((cursor - rowStart) % width)))
  }

  /// Takes one level from the indentation of the cursor's row.
  mutating func dedentRow() {
    let start = rowStart
    let blanks = scalars[start..<rowEnd].prefix(while: \.isBlank).count
    guard blanks > 0 else { return }
    let extra = width(within: blanks)
    let kept = max(cursor - extra, start)
    remove(start..<start + extra)
    cursor = kept
  }

  /// Gives the cursor's row other blanks before its text.
  mutating func align(to blanks: String) {
    let start = rowStart
    let old = scalars[start..<rowEnd].prefix(while: \.isBlank).count
    let behind = max(cursor - start - old, 0)
    replace(start..<start + old, with: blanks)
    cursor += behind
  }

  /// The width of the innermost level of `blanks` blanks; no more than they are.
  private func width(within blanks: Int) -> Int {
    blanks == 0 ? 0 : (blanks - 1) % level.unicodeScalars.count + 1
  }

  /// One level of indentation, as the rows above the cursor's have it.
  var level: String {
    let rows = EditBuffer.string(scalars[..<rowStart]).split(separator: "\n")
    for (head, body) in zip(rows, rows.dropFirst()) where head.last(where: { $0 != " " }) == ":" {
      let outer = head.prefix { $0 == " " || $0 == "\t" }
      let inner = body.prefix { $0 == " " || $0 == "\t" }
      if inner.count > outer.count, inner.hasPrefix(outer) {
        return String(inner.dropFirst(outer.count))
      }
    }
    return EditBuffer.usualLevel
  }
}
