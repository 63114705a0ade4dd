/// What is wrong with an XML text, and where (XML 1.0).
public struct XMLError: Error, Hashable, Sendable {
  /// The fact, without its place.
  public enum Problem: Hashable, Sendable {
    /// The text ends inside an element or a tag.
    case endsEarly
    /// Something else stands where `expected` should; `found` is a character, or a byte as `0x…`.
    case unexpected(found: String, expected: String)
    /// An element is closed by the name of another.
    case wrongEnd(found: String, expected: String)
    /// A reference that is none of the five of XML and no character's number.
    case unknownReference(String)
    /// A document type with definitions, which are not read.
    case hasDefinitions
    /// An attribute is given twice.
    case repeatedAttribute(String)
    /// A name, a value or a text holds bytes that are no UTF-8.
    case notUTF8
    /// The text is written in another encoding than UTF-8.
    case otherEncoding(String)
    /// Elements lie deeper in each other than the limit.
    case tooDeep(limit: Int)
    /// An element lacks an attribute that must be there.
    case missing(attribute: String, element: String)
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

extension XMLError: CustomStringConvertible {
  /// The place and the fact, for example `line 3, column 7: the text ends inside an element`.
  public var description: String {
    "\(path.map { "'\($0)', " } ?? "")line \(line), column \(column): \(problem.words)"
  }
}

extension XMLError.Problem {
  /// The fact in words.
  public var words: String {
    switch self {
    case .endsEarly: "the text ends inside an element"
    case .unexpected(let found, let expected): "found \(found), expected \(expected)"
    case .wrongEnd(let found, let expected): "</\(found)> closes <\(expected)>"
    case .unknownReference(let name): "the reference &\(name); stands for nothing"
    case .hasDefinitions: "the document type defines entities, which are not read"
    case .repeatedAttribute(let name): "the attribute \(name) is given twice"
    case .notUTF8: "a text is not UTF-8"
    case .otherEncoding(let name): "the text is \(name), expected UTF-8"
    case .tooDeep(let limit): "elements lie more than \(limit) deep in each other"
    case .missing(let attribute, let element): "<\(element)> has no attribute \(attribute)"
    }
  }
}
