/// What is wrong with a JSON text, and where (RFC 8259).
public struct JSONError: Error, Hashable, Sendable {
  /// The fact, without its place.
  public enum Problem: Hashable, Sendable {
    /// The text ends inside a value.
    case endsEarly
    /// Something else stands where `expected` should; `found` is a character, or a byte as `0x…`.
    case unexpected(found: String, expected: String)
    /// A value of another type than the reader asked for.
    case wrongType(found: JSONReader.Kind, expected: String)
    /// A string holds bytes that are no UTF-8.
    case notUTF8
    /// A string holds an escape that JSON does not have, or a control character as it is.
    case badString(detail: String)
    /// A number that no `Int` or no finite `Double` holds.
    case outOfRange(number: String)
    /// Arrays and objects lie deeper in each other than the limit.
    case tooDeep(limit: Int)
    /// More bytes than the limit.
    case tooLarge(bytes: Int, limit: Int)
    /// An object lacks a member that must be there.
    case missing(member: String)
  }

  /// The fact.
  public var problem: Problem
  /// The line, from 1.
  public var line: Int
  /// The column in bytes, from 1.
  public var column: Int
  /// The file, where the text is one.
  public var path: String?

  /// Records a problem at a place.
  public init(_ problem: Problem, line: Int, column: Int, path: String? = nil) {
    self.problem = problem
    self.line = line
    self.column = column
    self.path = path
  }
}

extension JSONError: CustomStringConvertible {
  /// The place and the fact, for example `line 3, column 7: the text ends inside a value`.
  public var description: String {
    "\(path.map { "'\($0)', " } ?? "")line \(line), column \(column): \(problem.words)"
  }
}

extension JSONError.Problem {
  /// The fact in words.
  public var words: String {
    switch self {
    case .endsEarly: "the text ends inside a value"
    case .unexpected(let found, let expected): "found \(found), expected \(expected)"
    case .wrongType(let found, let expected): "found \(found.words), expected \(expected)"
    case .notUTF8: "a string is not UTF-8"
    case .badString(let detail): "a string holds \(detail)"
    case .outOfRange(let number): "the number \(number) is out of range"
    case .tooDeep(let limit): "values lie more than \(limit) deep in each other"
    case .tooLarge(let bytes, let limit): "the text has \(bytes) bytes, more than \(limit)"
    case .missing(let member): "the object has no member \"\(member)\""
    }
  }
}
