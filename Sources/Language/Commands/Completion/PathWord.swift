/// A word of a command line in which a `\\` stands before each blank: `my\\ pictures/cat.png`.
enum PathWord {
  /// What the word means.
  static func text(of word: String) -> String { word.replacing("\\ ", with: " ") }

  /// A completion as it stands on a line.
  static func spelled(_ item: Completion) -> Completion {
    guard item.kind == .path || item.kind == .choice else { return item }
    var spelled = item
    spelled.text = item.text.replacing(" ", with: "\\ ")
    return spelled
  }
}
