/// The nearest of several names, for "did you mean".
enum Suggestions {
  /// The names that a user who wrote `word` may have meant, nearest first.
  ///
  /// A name counts when few edits (insertion, deletion, substitution, exchange of neighbours) lead to
  /// it, one for each three letters, or when it continues the word. Case does not count.
  static func nearest(
    to word: String, among names: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    guard word.utf8.count <= 64 else { return [] }
    let wanted = Array(word.lowercased())
    let allowance = max(1, wanted.count / 3)
    var found: [(name: String, distance: Int)] = []
    var seen: Set<String> = [word]
    for name in names where seen.insert(name).inserted {
      let letters = Array(name.lowercased())
      let continues = wanted.count >= 2 && letters.starts(with: wanted)
      guard continues || abs(letters.count - wanted.count) <= allowance else { continue }
      let distance = continues ? allowance : editDistance(wanted, letters)
      if distance <= allowance { found.append((name, distance)) }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.prefix(limit).map(\.name)
  }

  /// The edits between two words, an exchange of neighbours counted as one (optimal string alignment).
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[b.count]
  }
}
