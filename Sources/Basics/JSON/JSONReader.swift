/// A JSON text read piece by piece, from its start to its end, without building it as a whole.
///
/// The reader stands in front of a value; each call takes the value in front of it, and the next call
/// finds the next one. An annotation file of 500 MB is read with a few kilobytes:
///
/// ```swift
/// try JSONReader.read(bytes) { reader in
///   try reader.forEachMember { key, reader in
///     guard key == "images" else { return try reader.skip() }
///     try reader.forEachElement { reader in names.append(try reader.string()) }
///   }
/// }
/// ```
///
/// RFC 8259 to the letter unless ``acceptsNonFinite`` says otherwise, and a byte-order mark is passed over.
/// A lone surrogate becomes U+FFFD.
public struct JSONReader {
  /// The types of values.
  public enum Kind: String, Sendable {
    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    case null, boolean, number, string, array, object

    var words: String {
      switch self {
      case .null: "null"
      case .array, .object: "an \(rawValue)"
      default: "a \(rawValue)"
      }
    }
  }

  /// How deep values may lie in each other unless told otherwise.
  public static let usualDepth = 256

  /// The bytes of the text; whoever made the reader keeps them alive.
  let bytes: UnsafeRawBufferPointer
  /// The place of the next byte.
  var position = 0
  let depthLimit: Int
  private var depth = 0
  /// Whether `NaN`, `Infinity` and `-Infinity` are numbers, as Python's `json.dump` writes them.
  public var acceptsNonFinite = false

  /// A reader in front of the text's only value.
  ///
  /// - Parameter bytes: must stay valid as long as the reader is used; ``read(_:depth:_:)`` sees to that.
  public init(_ bytes: UnsafeRawBufferPointer, depth: Int = usualDepth) {
    self.bytes = bytes
    depthLimit = depth
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  /// Reads a text; `body` takes its one value, behind which nothing but blanks may stand.
  public static func read<Result>(
    _ text: [UInt8], depth: Int = usualDepth, _ body: (inout JSONReader) throws -> Result
  ) throws -> Result {
    try text.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes, depth: depth)
      let result = try body(&reader)
      try reader.finish()
      return result
    }
  }

  /// Checks that nothing but blanks follows.
  public mutating func finish() throws(JSONError) {
    skipBlanks()
    guard position == bytes.count else { throw unexpected("the end of the text") }
  }

  /// The type of the value in front of the reader.
  public mutating func kind() throws(JSONError) -> Kind {
    switch try nextByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      guard acceptsNonFinite else { throw unexpected("a value") }
      return .number
    default: throw unexpected("a value")
    }
  }

  /// Takes `null` if it is in front of the reader.
  public mutating func takesNull() throws(JSONError) -> Bool {
    guard try kind() == .null else { return false }
    try take("null")
    return true
  }

  /// Takes `true` or `false`.
  public mutating func boolean() throws(JSONError) -> Bool {
    try expect(.boolean, "true or false")
    let isTrue = bytes[position] == UInt8(ascii: "t")
    try take(isTrue ? "true" : "false")
    return isTrue
  }

  /// Takes an array; `body` takes each element.
  public mutating func forEachElement(_ body: (inout JSONReader) throws -> Void) throws {
    try expect(.array, "an array")
    try enter()
    if try closes(UInt8(ascii: "]")) { return }
    while true {
      try body(&self)
      if try closes(UInt8(ascii: "]")) { return }
      try takeComma(or: "']'")
    }
  }

  /// Takes an object; `body` is told each member's name and takes its value.
  public mutating func forEachMember(
    _ body: (_ key: String, inout JSONReader) throws -> Void
  ) throws {
    try expect(.object, "an object")
    try enter()
    if try closes(UInt8(ascii: "}")) { return }
    while true {
      guard try nextByte() == UInt8(ascii: "\"") else { throw unexpected("a member's name") }
      let key = try string()
      guard try nextByte() == UInt8(ascii: ":") else { throw unexpected("':'") }
      position += 1
      try body(key, &self)
      if try closes(UInt8(ascii: "}")) { return }
      try takeComma(or: "'}'")
    }
  }

  /// Takes the elements of an array, or the values of an object, where `body` is told their names; `null` is
  /// taken as none.
  public mutating func forEachValue(
    _ body: (_ key: String?, inout JSONReader) throws -> Void
  ) throws {
    switch try kind() {
    case .null: _ = try takesNull()
    case .object: try forEachMember { try body($0, &$1) }
    default: try forEachElement { try body(nil, &$0) }
    }
  }

  /// The place of the value in front of the reader, where ``at(_:)`` finds it again.
  public mutating func offset() throws(JSONError) -> Int {
    _ = try nextByte()
    return position
  }

  /// A reader of the same text in front of the value at an earlier ``offset()``.
  public func at(_ offset: Int) -> JSONReader {
    var reader = self
    reader.position = min(max(offset, 0), bytes.count)
    return reader
  }
}

// MARK: - Steps

extension JSONReader {
  /// The next byte that is no blank, which stays in front of the reader.
  mutating func nextByte() throws(JSONError) -> UInt8 {
    skipBlanks()
    guard position < bytes.count else { throw error(.endsEarly) }
    return bytes[position]
  }

  mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  mutating func expect(_ kind: Kind, _ words: String) throws(JSONError) {
    let found = try self.kind()
    guard found == kind else { throw error(.wrongType(found: found, expected: words)) }
  }

  mutating func take(_ word: StaticString) throws(JSONError) {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw error(.endsEarly) }
      guard bytes[position] == word.utf8Start[index] else {
        position = start
        throw unexpected("a value")
      }
      position += 1
    }
  }

  private mutating func enter() throws(JSONError) {
    depth += 1
    guard depth <= depthLimit else { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
  }

  private mutating func closes(_ bracket: UInt8) throws(JSONError) -> Bool {
    guard try nextByte() == bracket else { return false }
    position += 1
    depth -= 1
    return true
  }

  private mutating func takeComma(or bracket: String) throws(JSONError) {
    guard try nextByte() == UInt8(ascii: ",") else { throw unexpected("',' or \(bracket)") }
    position += 1
  }

  func unexpected(_ expected: String) -> JSONError {
    guard position < bytes.count else { return error(.endsEarly) }
    return error(.unexpected(found: ByteText.words(bytes[position]), expected: expected))
  }

  /// A problem at the reader's place, or at an earlier one.
  public func error(_ problem: JSONError.Problem, at offset: Int? = nil) -> JSONError {
    let end = min(offset ?? position, bytes.count)
    var (line, start) = (1, 0)
    for index in 0..<end where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return JSONError(problem, line: line, column: end - start + 1)
  }
}
