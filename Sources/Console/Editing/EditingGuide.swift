/// What the line editor asks the language about the text being typed.
public protocol EditingGuide {
  /// Whether `text` can run as it stands.
  func completeness(of text: String) -> Completeness

  /// Where `text` stops, for the row that follows.
  func ending(of text: String) -> TextEnding

  /// The blanks that the last row of `text` must begin with, where it continues a statement that
  /// begins further outside; nil where it stands well, or nowhere.
  func alignment(of text: String) -> String?

  /// What could stand at `cursor`, an offset into the text's UTF-8, in place of the word before it.
  func completions(in text: String, at cursor: Int) -> Completions
}

/// Whether text typed so far makes whole statements.
public enum Completeness: Equatable, Sendable {
  /// It can run.
  case complete
  /// It has an error that more text would not mend.
  case faulty
  /// It can run, but its last statement is an indented block that may go on.
  case openBlock
  /// More must follow.
  case incomplete
}

/// Where text typed so far stops.
public struct TextEnding: Equatable, Sendable {
  /// What the text stops in or behind.
  public enum Kind: Equatable, Sendable {
    /// In a string: blanks of the next row belong to it.
    case string
    /// In brackets, or where a row is joined to the next: blanks of the next row mean nothing.
    case continuation
    /// Behind the head of a block.
    case head
    /// Behind a statement that leaves its block.
    case exit
    /// Behind any other statement.
    case statement
  }

  /// What the text stops in or behind.
  public var kind: Kind
  /// The blanks before the line that is being typed: before its first row, if it has several.
  public var indentation: String

  /// An ending of text.
  public init(_ kind: Kind, indentation: String) {
    self.kind = kind
    self.indentation = indentation
  }
}

/// What could stand in place of the word before the cursor.
public struct Completions: Equatable, Sendable {
  /// One of the possibilities.
  public struct Candidate: Equatable, Sendable {
    /// What replaces the word.
    public var text: String
    /// What it is, in one line; may be empty.
    public var summary: String
    /// What is inserted behind it when it is the only one: a blank, a quote, or nothing.
    public var ending: String

    /// A possibility with its description.
    public init(_ text: String, summary: String = "", ending: String = "") {
      self.text = text
      self.summary = summary
      self.ending = ending
    }
  }

  /// Where the word begins, an offset into the text's UTF-8.
  public var start: Int
  /// What could replace it, in the order in which it is shown.
  public var candidates: [Candidate]

  /// Possibilities for the word that begins at `start`.
  public init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// The longest text that every candidate begins with.
  public var commonPrefix: String {
    guard let first = candidates.first?.text else { return "" }
    return candidates.dropFirst().reduce(first) { prefix, candidate in
      let same = zip(prefix, candidate.text).prefix { $0 == $1 }.count
      return String(prefix.prefix(same))
    }
  }
}
