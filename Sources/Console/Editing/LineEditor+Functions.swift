import CEdit
import Glibc

// What the keys do.
extension LineEditor {
  /// Runs the text if it is complete, else begins a new row.
  ///
  /// A block being typed ends at an empty row; on an indented empty row Enter steps out of one level,
  /// unless the user indents by hand. Two empty rows end whatever is still open but a string, so that
  /// nobody is caught in a forgotten bracket.
  func enter() {
    var buffer = self.buffer
    fit(&buffer)
    let text = LineEditor.withoutBlankEnd(buffer).text
    let state = guide.completeness(of: text)
    let isWaiting = state == .incomplete || state == .openBlock && !isWhole
    guard isWaiting, !text.isEmpty else { return accept(buffer) }
    guard buffer.isOnLastRow, buffer.isOnBlankRow, !buffer.isOnFirstRow else {
      return beginRow(in: buffer)
    }
    leaveEmptyRow(of: buffer, guide.ending(of: text), isOpenBlock: state == .openBlock)
  }

  /// Moves a row whose place can only be meant otherwise: an indented first one, and an `else` that was
  /// typed where its row began by itself.
  private func fit(_ buffer: inout EditBuffer) {
    if buffer.isOnFirstRow, buffer.isOnLastRow { buffer.align(to: "") }
    if buffer.isOnLastRow, !isWhole, !indentsByHand,
      let blanks = guide.alignment(of: buffer.text)
    {
      buffer.align(to: blanks)
    }
    put(buffer)
  }

  /// Enter on an empty row at the end.
  private func leaveEmptyRow(of buffer: EditBuffer, _ ending: TextEnding, isOpenBlock: Bool) {
    var buffer = buffer
    buffer.cursor = buffer.rowEnd
    let isBehindEmptyRow = buffer.scalars[..<buffer.rowStart].suffix(2).elementsEqual(["\n", "\n"])
    let isMeantToBeEmpty = indentsByHand && (!buffer.row.isEmpty || hasIndentedRowAhead())
    if ending.kind == .string || isMeantToBeEmpty { return beginRow(in: buffer) }
    if ending.kind == .head {
      return isBehindEmptyRow ? accept(buffer) : beginRow(in: buffer)
    }
    let isOutermost = buffer.row.isEmpty
    buffer.dedentRow()
    if isOpenBlock, buffer.row.isEmpty { return accept(buffer) }
    guard isOutermost else { return show(freshRow: buffer) }
    if isBehindEmptyRow { return accept(buffer) }
    beginRow(in: buffer)
  }

  /// Begins a row at the cursor.
  func beginRow(in buffer: EditBuffer) {
    var buffer = buffer
    let ending = guide.ending(of: EditBuffer.string(buffer.scalars[..<buffer.cursor]))
    buffer.insertNewline(after: ending, isIndented: !indentsByHand)
    isWhole = false
    let isLaidOut = ending.kind != .string && ending.kind != .continuation
    if isLaidOut, buffer.isOnBlankRow { show(freshRow: buffer) } else { put(buffer) }
  }

  private func show(freshRow buffer: EditBuffer) {
    put(buffer)
    fresh = buffer
  }

  private func accept(_ buffer: EditBuffer) {
    let buffer = LineEditor.withoutBlankEnd(buffer)
    finish(buffer)
    outcome = .text(buffer.text)
  }

  private static func withoutBlankEnd(_ buffer: EditBuffer) -> EditBuffer {
    let end = buffer.scalars.lastIndex { !$0.isBlank && $0 != "\n" }.map { $0 + 1 } ?? 0
    return EditBuffer(EditBuffer.string(buffer.scalars[..<end]))
  }

  /// Ctrl-D: leaves where nothing is typed, else deletes the character at the cursor.
  func endOrDelete() {
    if buffer.scalars.isEmpty {
      outcome = .endOfInput
    } else {
      deleteForward()
    }
  }

  func deleteForward() {
    edit { buffer in
      guard buffer.cursor < buffer.scalars.count else { return }
      let rest = EditBuffer.string(buffer.scalars[buffer.cursor...])
      buffer.remove(buffer.cursor..<buffer.cursor + (rest.first?.unicodeScalars.count ?? 1))
    }
  }

  /// Removes the range that `range` gives and keeps it for the yank.
  func kill(_ range: (EditBuffer) -> Range<Int>) {
    edit { buffer in
      let range = range(buffer)
      if !range.isEmpty { killed = buffer.remove(range) }
    }
  }
}

// MARK: - History

extension LineEditor {
  /// Moves a row up inside a block, else to the next older entry of the history.
  func up() {
    var buffer = self.buffer
    if buffer.moveUp() { put(buffer) } else { recallOlder() }
  }

  /// Moves a row down inside a block, else to the next newer entry of the history.
  func down() {
    var buffer = self.buffer
    if buffer.moveDown() { put(buffer) } else { recallNewer() }
  }

  /// Shows the next older entry that begins with what was typed before the first step.
  func recallOlder() {
    let now = buffer
    var recall = self.recall.flatMap { $0.shows(now) ? $0 : nil } ?? HistoryRecall(from: now)
    if let entry = recall.older(in: history) { show(entry, recall) }
  }

  /// Shows the next newer such entry, and in the end the user's own text again.
  func recallNewer() {
    guard var recall, recall.shows(buffer) else { return }
    if let entry = recall.newer(in: history) { show(entry, recall) }
  }

  private func show(_ entry: EditBuffer, _ recall: HistoryRecall) {
    isWhole = canRunAtOnce(entry)
    self.recall = recall
    put(entry)
  }
}

extension LineEditor {
  /// Whether a recalled text is a block that one Enter may run; one with a mistake is typed on.
  func canRunAtOnce(_ entry: EditBuffer) -> Bool {
    guard entry.hasSeveralRows else { return false }
    let state = guide.completeness(of: entry.text)
    return state == .complete || state == .openBlock
  }
}

// MARK: - Completion

extension LineEditor {
  /// Completes the word before the cursor, or indents where a row begins.
  func complete() {
    let buffer = self.buffer
    if buffer.hasSeveralRows, buffer.isAtIndentation { return edit { $0.indent() } }
    let before = EditBuffer.string(buffer.scalars[..<buffer.cursor])
    let found = guide.completions(in: buffer.text, at: before.utf8.count)
    guard found.start <= before.utf8.count else { return }
    let start = String(before.utf8.prefix(found.start)).map(\.unicodeScalars.count) ?? buffer.cursor
    switch found.candidates.count {
    case 0: completing = nil
    case 1:
      let only = found.candidates[0]
      edit { $0.replace(start..<$0.cursor, with: only.text + only.ending) }
    default:
      let prefix = found.commonPrefix
      let typed = EditBuffer.string(buffer.scalars[start..<buffer.cursor])
      if prefix != typed, prefix.hasPrefix(typed) || !prefix.isEmpty && typed.count < prefix.count {
        edit { $0.replace(start..<$0.cursor, with: prefix) }
      }
      list(found)
    }
  }

  /// Lists the completions below the text; asked again for the same ones, shows the next page.
  private func list(_ completions: Completions) {
    let page = completing.flatMap { $0.completions == completions ? $0.page + 1 : nil } ?? 0
    completing = (completions, page)
    let size = terminal.size
    let rows = self.buffer.scalars.count { $0 == "\n" } + 1
    footer = CompletionColumns(completions.candidates, columns: size.columns, style: style)
      .page(page, rows: max(size.rows - rows - 1, 3))
  }
}
