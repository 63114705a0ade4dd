/// Lists in messages.
enum ListText {
  /// The first few names, and how many more there are.
  static func some(_ names: [String], _ shown: Int = 5) -> String {
    names.prefix(shown).joined(separator: ", ")
      + (names.count > shown ? " and \(names.count - shown) more" : "")
  }
}
