/// An XML text read piece by piece, from its start to its end, without building it as a whole.
///
/// ```swift
/// try XMLReader.read(bytes) { root, reader in
///   try reader.forEachChild { tag, reader in
///     if tag.name == "image" { names.append(tag["name"]) }
///   }
/// }
/// ```
///
/// Elements, attributes, texts and character data of UTF-8. Comments and instructions are passed over. Nothing
/// grows: the only references are the five of XML and those by number, and a document type that defines others is an error.
public struct XMLReader {
  /// An element's name and attributes.
  public struct Tag: Sendable {
    /// The name, with its prefix where it has one.
    public fileprivate(set) var name: String
    /// Names and values in the order of the text.
    public fileprivate(set) var attributes: [(name: String, value: String)] = []
    /// The place of its `<`, for errors.
    public fileprivate(set) var offset: Int

    /// The value of an attribute; `nil` where there is none.
    public subscript(attribute: String) -> String? {
      attributes.first { $0.name == attribute }?.value
    }
  }

  private enum Piece {
    case start(Tag)
    case text(String)
    case end
  }

  /// How deep elements may lie in each other unless told otherwise.
  public static let usualDepth = 64

  let bytes: UnsafeRawBufferPointer
  var position = 0
  private let depthLimit: Int
  private var open: [String] = []
  /// Whether the last start was `<a/>`, whose end comes next.
  private var endsAtOnce = false

  private init(_ bytes: UnsafeRawBufferPointer, depth: Int) {
    self.bytes = bytes
    depthLimit = depth
  }

  /// Reads a text; `body` takes the content of its one element.
  ///
  /// - Throws: ``XMLError``, and what `body` throws.
  public static func read<Result>(
    _ bytes: UnsafeRawBufferPointer, depth: Int = usualDepth,
    _ body: (Tag, inout XMLReader) throws -> Result
  ) throws -> Result {
    var reader = XMLReader(bytes, depth: depth)
    try reader.checkEncoding()
    guard case .start(let root)? = try reader.next() else { throw reader.error(.endsEarly) }
    let result = try body(root, &reader)
    try reader.leave(depth: 0)
    while try reader.next() != nil { throw reader.unexpected("the end of the text") }
    return result
  }

  /// Takes what the current element holds; `body` is told each element in it, and what it leaves of one is
  /// passed over.
  public mutating func forEachChild(_ body: (Tag, inout XMLReader) throws -> Void) throws {
    let depth = open.count
    while let piece = try next() {
      switch piece {
      case .start(let tag):
        try body(tag, &self)
        try leave(depth: depth)
      case .end: return
      case .text: break
      }
    }
  }

  /// Takes the text of the current element, and passes over the elements in it.
  public mutating func text() throws(XMLError) -> String {
    let depth = open.count
    var text = ""
    while open.count >= depth, let piece = try next() {
      if case .text(let part) = piece, open.count == depth { text += part }
    }
    return text
  }

  /// Passes over what is left of the elements that are more than `depth` deep.
  private mutating func leave(depth: Int) throws(XMLError) {
    while open.count > depth, try next() != nil {}
  }

  /// A problem at a tag's place.
  public func error(_ problem: XMLError.Problem, at tag: Tag) -> XMLError {
    error(problem, at: tag.offset)
  }

  /// The line of a tag, from 1.
  public func line(of tag: Tag) -> Int { error(.endsEarly, at: tag.offset).line }
}

// MARK: - Pieces

extension XMLReader {
  private mutating func next() throws(XMLError) -> Piece? {
    if endsAtOnce {
      endsAtOnce = false
      open.removeLast()
      return .end
    }
    while position < bytes.count {
      if bytes[position] != UInt8(ascii: "<") {
        if let text = try plainText() { return .text(text) }
      } else if starts("<!--") {
        _ = try skip(4, behind: "-->")
      } else if starts("<![CDATA[") {
        return .text(try string(skip(9, behind: "]]>")))
      } else if starts("<?") {
        _ = try skip(2, behind: "?>")
      } else if starts("<!") {
        try skipDocumentType()
      } else if starts("</") {
        try takeEnd()
        return .end
      } else {
        return .start(try takeStart())
      }
    }
    guard open.isEmpty else { throw error(.endsEarly) }
    return nil
  }

  /// The text up to the next `<`; `nil` for blanks outside the element.
  private mutating func plainText() throws(XMLError) -> String? {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    if !open.isEmpty { return try resolved(start..<position) }
    if let stray = (start..<position).first(where: { !Self.isBlank(bytes[$0]) }) {
      position = stray
      throw unexpected("'<'")
    }
    return nil
  }

  private mutating func takeStart() throws(XMLError) -> Tag {
    let offset = position
    position += 1
    var tag = Tag(name: try takeName(), offset: offset)
    while true {
      skipBlanks()
      guard position < bytes.count else { throw error(.endsEarly) }
      if starts("/>") {
        position += 2
        endsAtOnce = true
        break
      }
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        break
      }
      let attribute = try takeAttribute()
      guard tag[attribute.name] == nil else {
        throw error(.repeatedAttribute(attribute.name), at: offset)
      }
      tag.attributes.append(attribute)
      // Looking for repeated names takes the square of their number.
      guard tag.attributes.count <= 256 else { throw unexpected("'>'") }
    }
    guard open.count < depthLimit else { throw error(.tooDeep(limit: depthLimit), at: offset) }
    open.append(tag.name)
    return tag
  }

  private mutating func takeAttribute() throws(XMLError) -> (name: String, value: String) {
    let name = try takeName()
    skipBlanks()
    try take(UInt8(ascii: "="), "'='")
    skipBlanks()
    guard position < bytes.count else { throw error(.endsEarly) }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw unexpected("a quote")
    }
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote { position += 1 }
    guard position < bytes.count else { throw error(.endsEarly) }
    defer { position += 1 }
    return (name, try resolved(start..<position))
  }

  private mutating func takeEnd() throws(XMLError) {
    let offset = position
    position += 2
    let name = try takeName()
    skipBlanks()
    try take(UInt8(ascii: ">"), "'>'")
    guard let last = open.popLast() else {
      throw error(.unexpected(found: "</\(name)>", expected: "an element"), at: offset)
    }
    guard last == name else { throw error(.wrongEnd(found: name, expected: last), at: offset) }
  }

  /// Passes over `<!DOCTYPE …>`; one with definitions of its own is refused.
  private mutating func skipDocumentType() throws(XMLError) {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
      if bytes[position] == UInt8(ascii: "[") { throw error(.hasDefinitions, at: start) }
      position += 1
    }
    guard position < bytes.count else { throw error(.endsEarly) }
    position += 1
  }
}
