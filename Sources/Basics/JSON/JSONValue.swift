/// A JSON value as a whole, for texts of a few megabytes; larger ones are read with ``JSONReader``.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number that is written as an integer and fits one.
  case integer(Int)
  /// Any other number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)
}

/// The members of an object, in the order of the text.
public struct JSONObject: Hashable, Sendable {
  /// The names, each once, in order.
  public private(set) var keys: [String] = []
  private var values: [String: JSONValue] = [:]

  /// An object without members.
  public init() {}

  /// The member of this name; of several with one name the last counts, as in most readers.
  public subscript(key: String) -> JSONValue? { values[key] }

  /// The members in order.
  public var members: [(key: String, value: JSONValue)] {
    keys.compactMap { key in values[key].map { (key, $0) } }
  }

  mutating func add(_ key: String, _ value: JSONValue) {
    if values.updateValue(value, forKey: key) == nil { keys.append(key) }
  }
}

extension JSONValue {
  /// Reads a text as one value.
  ///
  /// - Parameters:
  ///   - limit: the most bytes that are read.
  ///   - depth: how deep values may lie in each other.
  /// - Throws: ``JSONError``.
  public init(
    parsing text: [UInt8], limit: Int = 1 << 26, depth: Int = JSONReader.usualDepth
  ) throws {
    guard text.count <= limit else {
      throw JSONError(.tooLarge(bytes: text.count, limit: limit), line: 1, column: 1)
    }
    self = try JSONReader.read(text, depth: depth) { try $0.value() }
  }

  /// Reads a file as one value.
  ///
  /// - Throws: `SystemError`, or ``JSONError`` with the path.
  public init(contentsOf path: String, limit: Int = 1 << 26) throws {
    let text = try Files.read(path, limit: limit)
    do { try self.init(parsing: text, limit: limit) } catch var error as JSONError {
      error.path = path
      throw error
    }
  }

  /// The member of an object; `nil` where there is none, or this is no object.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// The element of an array; `nil` outside it, or where this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// The object, where this is one.
  public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

  /// The array, where this is one.
  public var array: [JSONValue]? { if case .array(let array) = self { array } else { nil } }

  /// The string, where this is one.
  public var string: String? { if case .string(let string) = self { string } else { nil } }

  /// The truth value, where this is one.
  public var boolean: Bool? { if case .boolean(let boolean) = self { boolean } else { nil } }

  /// The number, where it is whole.
  public var integer: Int? {
    switch self {
    case .integer(let integer): integer
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number, where this is one.
  public var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}

extension JSONReader {
  /// Takes the value in front of the reader as a whole.
  public mutating func value() throws -> JSONValue {
    switch try kind() {
    case .null:
      try take("null")
      return .null
    case .boolean: return .boolean(try boolean())
    case .string: return .string(try string())
    case .number:
      let number = try number()
      return number.exact.map { .integer($0) } ?? .number(number.value)
    case .array:
      var elements: [JSONValue] = []
      try forEachElement { reader in elements.append(try reader.value()) }
      return .array(elements)
    case .object:
      var object = JSONObject()
      try forEachMember { key, reader in object.add(key, try reader.value()) }
      return .object(object)
    }
  }
}
