/// The earlier states of the text; letters typed one after the other make one step.
struct UndoRecord {
  private var earlier: [EditBuffer] = []
  private var current: EditBuffer?
  private static let limit = 500

  /// Notes the text as it is before the next key.
  mutating func note(_ buffer: EditBuffer) {
    defer { current = buffer }
    guard let current, current.scalars != buffer.scalars else { return }
    let isTyping =
      buffer.scalars.count == current.scalars.count + 1 && buffer.cursor == current.cursor + 1
      && buffer.scalars[current.cursor].properties.isAlphabetic
    let isContinued = earlier.last.map { $0.scalars.count < current.scalars.count } ?? false
    if isTyping && isContinued { return }
    earlier.append(current)
    if earlier.count > UndoRecord.limit { earlier.removeFirst() }
  }

  /// The state before the last step, which is forgotten.
  mutating func takeBack() -> EditBuffer? {
    guard let state = earlier.popLast() else { return nil }
    current = state
    return state
  }
}
