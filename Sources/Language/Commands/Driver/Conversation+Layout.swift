/// Where a text that is being typed stops, for the row that follows.
public struct EntryEnding: Equatable, Sendable {
  /// What the text stops in or behind.
  public enum Kind: Equatable, Sendable {
    /// In a string: blanks of the next row belong to it.
    case string
    /// In brackets, or behind a `\`: blanks of the next row mean nothing.
    case continuation
    /// Behind the head of a block.
    case head
    /// Behind a statement that leaves its block: `return`, `pass`, …
    case exit
    /// Behind any other statement.
    case statement
  }

  /// What the text stops in or behind.
  public let kind: Kind
  /// The blanks before the line that is being typed: before its first row, if it has several.
  public let indentation: String
}

extension Conversation {
  private static let exits: Set<String> = ["return", "break", "continue", "pass", "raise"]
  private static let clauses: Set<String> = ["else", "elif", "except", "finally"]

  /// Where a text stops.
  public func ending(of text: String) -> EntryEnding {
    let parse = parse(entry: text)
    let bytes = Array(text.utf8)
    let start = min(parse.lastLineStart, bytes.count)
    let rowStart = bytes[..<start].lastIndex(of: .newline).map { $0 + 1 } ?? 0
    let indentation = String(decoding: bytes[rowStart..<start], as: UTF8.self)
    switch parse.openEnd {
    case .string: return EntryEnding(kind: .string, indentation: indentation)
    case .bracket, .joinedLine: return EntryEnding(kind: .continuation, indentation: indentation)
    case .head: return EntryEnding(kind: .head, indentation: indentation)
    case .statement, .block, nil: break
    }
    let (blanks, row) = Self.lastRow(of: text)
    if row.hasPrefix("#") { return EntryEnding(kind: .statement, indentation: String(blanks)) }
    let word = String(decoding: bytes[start...].prefix { $0.isNamePart }, as: UTF8.self)
    let isExit = Self.exits.contains(word)
    return EntryEnding(kind: isExit ? .exit : .statement, indentation: indentation)
  }

  /// The blanks that the last row of a text must begin with, where it begins an `else`, `elif`,
  /// `except` or `finally` too far inside for the statement that it belongs to.
  public func alignment(of text: String) -> String? {
    let (blanks, row) = Self.lastRow(of: text)
    guard Self.clauses.contains(String(row.prefix { $0.isLetter })),
      completeness(of: text) == .faulty
    else { return nil }
    let above = text.dropLast(row.count + blanks.count)
    let indentations = above.split(separator: "\n").map { String($0.prefix { $0.isBlank }) }
    let candidates = Set(indentations).filter { $0.utf8.count < blanks.utf8.count }
      .sorted { $0.utf8.count > $1.utf8.count }
    return candidates.first { completeness(of: above + $0 + row) != .faulty }
  }

  private static func lastRow(of text: String) -> (blanks: Substring, row: Substring) {
    let row = text[(text.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex)...]
    let blanks = row.prefix { $0.isBlank }
    return (blanks, row.dropFirst(blanks.count))
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
