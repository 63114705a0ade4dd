extension XMLReader {
  mutating func checkEncoding() throws(XMLError) {
    if starts("\u{FEFF}") { position = 3 }
    for mark in [[0xFE, 0xFF], [0xFF, 0xFE], [0x00, 0x3C], [0x3C, 0x00]] as [[UInt8]]
    where bytes.starts(with: mark) {
      throw error(.otherEncoding("UTF-16"))
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  func starts(_ text: StaticString) -> Bool { starts(text, at: position) }

  func starts(_ text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard count <= bytes.count - place else { return false }
    for index in 0..<count where bytes[place + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Passes over `count` bytes and all that follow up to `end`; returns where these lie.
  mutating func skip(
    _ count: Int, behind end: StaticString
  ) throws(XMLError) -> Range<Int> {
    let start = position + count
    var place = start
    while place < bytes.count {
      if starts(end, at: place) {
        position = place + end.utf8CodeUnitCount
        return start..<place
      }
      place += 1
    }
    position = bytes.count
    throw error(.endsEarly)
  }

  mutating func take(_ byte: UInt8, _ words: String) throws(XMLError) {
    guard position < bytes.count, bytes[position] == byte else { throw unexpected(words) }
    position += 1
  }

  mutating func takeName() throws(XMLError) -> String {
    let start = position
    while position < bytes.count, Self.isOfName(bytes[position]) { position += 1 }
    guard position > start else { throw unexpected("a name") }
    return try string(start..<position)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }

  func string(_ range: Range<Int>) throws(XMLError) -> String {
    guard let string = String(validating: bytes[range], as: UTF8.self) else {
      throw error(.notUTF8, at: range.lowerBound)
    }
    return string
  }

  /// A text with its references replaced, which never makes it longer.
  func resolved(_ range: Range<Int>) throws(XMLError) -> String {
    guard bytes[range].contains(UInt8(ascii: "&")) else { return try string(range) }
    var text = ""
    var place = range.lowerBound
    while place < range.upperBound {
      let ampersand = bytes[place..<range.upperBound].firstIndex(of: UInt8(ascii: "&"))
      text += try string(place..<(ampersand ?? range.upperBound))
      guard let ampersand else { break }
      let rest = bytes[(ampersand + 1)..<range.upperBound].prefix(12)
      guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else {
        throw error(
          .unexpected(found: "'&'", expected: "a reference that ends with ';'"), at: ampersand)
      }
      let name = try string((ampersand + 1)..<end)
      guard let character = Self.character(of: name) else {
        throw error(.unknownReference(name), at: ampersand)
      }
      text.unicodeScalars.append(character)
      place = end + 1
    }
    return text
  }

  private static func character(of name: String) -> UnicodeScalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let isHexadecimal = name.hasPrefix("#x")
      return UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
        .flatMap { UnicodeScalar($0) }
    }
  }

  func unexpected(_ expected: String) -> XMLError {
    guard position < bytes.count else { return error(.endsEarly) }
    return error(.unexpected(found: ByteText.words(bytes[position]), expected: expected))
  }

  func error(_ problem: XMLError.Problem, at offset: Int? = nil) -> XMLError {
    let end = min(offset ?? position, bytes.count)
    var (line, start) = (1, 0)
    for index in 0..<end where bytes[index] == 0x0A {
      line += 1
      start = index + 1
    }
    return XMLError(problem, line: line, column: end - start + 1)
  }
}
