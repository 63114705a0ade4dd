/// One way to continue a line at the cursor.
public struct Completion: Hashable, Sendable {
  /// What it is, for grouping and colour.
  public enum Kind: String, Sendable {
    case command, namespace, flag, keyword, choice, variable, member, key, path, function
  }

  /// The text that replaces the word at the cursor.
  public var text: String
  /// One line about it; may be empty.
  public var summary: String
  /// What it is.
  public var kind: Kind

  /// A completion.
  public init(_ text: String, _ summary: String = "", kind: Kind) {
    self.text = text
    self.summary = summary
    self.kind = kind
  }
}

/// The ways to continue a line, and the part of it that they replace.
public struct CompletionList: Hashable, Sendable {
  /// The range of UTF-8 offsets in the line that each completion replaces; it ends at the cursor.
  public var range: Range<Int>
  /// The completions, sorted by kind as they are most likely meant, without duplicates.
  public var items: [Completion]
}
