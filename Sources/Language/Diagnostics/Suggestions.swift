/// The names that someone may have meant, for "did you mean".
public enum Suggestions {
  /// The names most like `word`, nearest first, at most `limit`.
  ///
  /// A name counts when few edits lead to it, one for each three letters, or when it continues the word.
  /// Edits are insertions, deletions, replacements and exchanges of neighbours (Damerau 1964). A
  /// difference in upper and lower case alone counts as half an edit. Ties are in alphabetical order.
  public static func nearest(
    to word: String, among names: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let typed = Array(word)
    guard !typed.isEmpty, word.utf8.count <= 64 else { return [] }
    let lowered = Array(word.lowercased())
    var found: [(name: String, cost: Int)] = []
    var seen: Set<String> = [word]
    for name in names where seen.insert(name).inserted {
      if let cost = cost(typed, lowered, Array(name)) { found.append((name, cost)) }
    }
    found.sort { ($0.cost, $0.name) < ($1.cost, $1.name) }
    return found.prefix(limit).map(\.name)
  }

  /// Twice the edits between the words; `nil` when they are too many.
  private static func cost(
    _ typed: [Character], _ lowered: [Character], _ name: [Character]
  ) -> Int? {
    let allowance = 2 * max(1, typed.count / 3)
    let loweredName = Array(String(name).lowercased())
    if typed.count >= 2, loweredName.starts(with: lowered) { return allowance }
    guard abs(name.count - typed.count) * 2 <= allowance else { return nil }
    let cost = min(
      2 * editDistance(typed, name), 2 * editDistance(lowered, loweredName) + 1)
    // A name that shares no letter with the word is no suggestion.
    return cost <= allowance && cost < 2 * max(typed.count, name.count) ? cost : nil
  }

  /// The edits between two words, each part edited once (optimal string alignment).
  static func editDistance(_ one: [Character], _ other: [Character]) -> Int {
    var older = [Int](repeating: 0, count: other.count + 1)
    var previous = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in other.enumerated() {
        let replaced = previous[column] + (letter == otherLetter ? 0 : 1)
        var cost = min(previous[column + 1] + 1, current[column] + 1, replaced)
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
          cost = min(cost, older[column - 1] + 1)
        }
        current.append(cost)
      }
      (older, previous) = (previous, current)
    }
    return previous[other.count]
  }
}
