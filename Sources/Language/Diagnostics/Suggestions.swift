/// Names that someone may have meant.
public enum Suggestions {
  /// The name most like `word`, if one is alike: at most one edit in three characters.
  ///
  /// Edits are insertions, deletions, replacements and swaps of neighbours (Damerau 1964, each substring
  /// edited once); a difference in upper and lower case alone counts as half an edit. Ties go to the
  /// first in alphabetical order.
  public static func nearest(to word: String, among names: some Sequence<String>) -> String? {
    ranked(word, names).first
  }

  /// The names alike enough, best first, at most `count`.
  public static func several(
    to word: String, among names: some Sequence<String>, count: Int = 3
  ) -> [String] {
    Array(ranked(word, names).prefix(count))
  }

  private static func ranked(_ word: String, _ names: some Sequence<String>) -> [String] {
    let typed = Array(word.unicodeScalars)
    guard !typed.isEmpty, typed.count <= 64 else { return [] }
    let limit = 2 * max(1, typed.count / 3)
    var found: [(name: String, cost: Int)] = []
    for name in names where name != word {
      let letters = Array(name.unicodeScalars)
      guard abs(letters.count - typed.count) * 2 <= limit else { continue }
      let cost = 2 * distance(typed, letters)
      let folded = 2 * distance(lowercased(typed), lowercased(letters)) + 1
      let best = min(cost, folded)
      // A name of which nothing is left is no suggestion.
      if best <= limit, best < 2 * min(typed.count, letters.count) { found.append((name, best)) }
    }
    return found.sorted { ($0.cost, $0.name) < ($1.cost, $1.name) }.map(\.name)
  }

  private static func lowercased(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
    letters.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
  }

  /// The optimal string alignment distance, by dynamic programming over three rows.
  static func distance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    guard !one.isEmpty, !other.isEmpty else { return max(one.count, other.count) }
    var older = [Int](repeating: 0, count: other.count + 1)
    var previous = Array(0...other.count)
    var current = previous
    for row in 1...one.count {
      current[0] = row
      for column in 1...other.count {
        let isSame = one[row - 1] == other[column - 1]
        var cost = min(
          previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
        let isSwap =
          row > 1 && column > 1 && one[row - 1] == other[column - 2]
          && one[row - 2] == other[column - 1]
        if isSwap { cost = min(cost, older[column - 2] + 1) }
        current[column] = cost
      }
      (older, previous, current) = (previous, current, older)
    }
    return previous[other.count]
  }
}
