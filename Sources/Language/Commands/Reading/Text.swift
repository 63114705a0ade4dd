extension String: ScriptConvertible {
  /// The name in messages.
  public static let typeName = "string"

  /// The word as it stands.
  public static func read(_ word: String, in context: CommandContext) throws -> String { word }

  /// Takes a `string`.
  public static func convert(_ value: Value, in context: CommandContext) throws -> String {
    guard let text = value.asString else { throw ReadingFailure.mismatch }
    return text
  }

  /// The text, in quotes where it is empty or has blanks.
  public static func spelling(of value: String) -> String {
    value.isEmpty || value.contains(where: \.isWhitespace) ? "\"\(value)\"" : value
  }
}

/// A choice among the cases of an enumeration; the raw values are the words.
///
/// ```swift
/// enum TableFormat: String, Choice {
///   case table, markdown, csv
///   static let typeName = "format"
///   var summary: String { self == .csv ? "comma-separated values" : "" }
/// }
/// ```
public protocol Choice: ScriptConvertible, RawRepresentable, CaseIterable, Sendable
where RawValue == String {
  /// What the case means, in a phrase; may be empty.
  var summary: String { get }
}

extension Choice {
  /// The word says it all.
  public var summary: String { "" }

  /// The case whose raw value the word is.
  public static func read(_ word: String, in context: CommandContext) throws -> Self {
    guard let choice = Self(rawValue: word) else { throw ReadingFailure.mismatch }
    return choice
  }

  /// The case whose raw value the string is.
  public static func convert(_ value: Value, in context: CommandContext) throws -> Self {
    guard let word = value.asString else { throw ReadingFailure.mismatch }
    return try read(word, in: context)
  }

  /// Every case.
  public static func candidates(in context: CommandContext) -> [Candidate] {
    allCases.map { Candidate($0.rawValue, $0.summary) }
  }

  /// The raw value.
  public static func spelling(of value: Self) -> String { value.rawValue }
}
