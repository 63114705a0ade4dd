/// A walk through the history from the text that the user had typed.
struct HistoryRecall {
  private let typed: EditBuffer
  private let prefix: String
  private var age = -1
  private var shown: EditBuffer

  /// Begins at `typed`: entries must begin with what stands before its cursor.
  init(from typed: EditBuffer) {
    self.typed = typed
    shown = typed
    prefix = EditBuffer.string(typed.scalars[..<typed.cursor])
  }

  /// Whether the text is still the one that the walk put there.
  func shows(_ buffer: EditBuffer) -> Bool { buffer.scalars == shown.scalars }

  /// The next older entry that differs from what is shown.
  mutating func older(in history: History) -> EditBuffer? {
    for age in (self.age + 1)..<max(history.count, self.age + 1) {
      guard let entry = history.entry(age) else { return nil }
      if entry.hasPrefix(prefix), entry != shown.text {
        self.age = age
        shown = EditBuffer(entry)
        return shown
      }
    }
    return nil
  }

  /// The next newer entry, and behind the newest the user's own text.
  mutating func newer(in history: History) -> EditBuffer? {
    guard age >= 0 else { return nil }
    for age in (0..<age).reversed() {
      if let entry = history.entry(age), entry.hasPrefix(prefix) {
        self.age = age
        shown = EditBuffer(entry)
        return shown
      }
    }
    age = -1
    shown = typed
    return typed
  }
}

/// A search for an entry of the history that holds some text.
struct HistorySearch {
  /// What is sought.
  private(set) var query = ""
  /// The entry that was found, the cursor where the text begins in it.
  private(set) var match: EditBuffer?
  /// Whether nothing older holds the text; the last match stays.
  private(set) var isLost = false
  private var age = 0

  mutating func lengthen(by scalar: Unicode.Scalar, in history: History) {
    query.unicodeScalars.append(scalar)
    find(in: history, from: age)
  }

  mutating func shorten(in history: History) {
    if !query.isEmpty { query.removeLast() }
    match = nil
    isLost = false
    age = 0
    if !query.isEmpty { find(in: history, from: 0) }
  }

  /// Finds the next older entry that is another text.
  mutating func goOn(in history: History) {
    if !query.isEmpty { find(in: history, from: match == nil ? age : age + 1) }
  }

  private mutating func find(in history: History, from start: Int) {
    isLost = true
    for age in start..<max(history.count, start) {
      guard let entry = history.entry(age), let place = entry.firstRange(of: query) else {
        continue
      }
      if age != self.age, entry == match?.text { continue }
      self.age = age
      match = EditBuffer(entry, cursor: entry[..<place.lowerBound].unicodeScalars.count)
      isLost = false
      return
    }
  }
}
