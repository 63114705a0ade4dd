/// Reads JSON text (RFC 8259).
struct JSONDecoder {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  private var pulse = Pulse()

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  mutating func decodeAll() throws -> Value {
    let value = try decode()
    skipSpace()
    guard position == text.count else { throw unexpected("after the value") }
    return value
  }

  private func failure(_ message: String) -> Diagnostic {
    .value("json.decode: at offset \(position), \(message)")
  }

  private func unexpected(_ where: String) -> Diagnostic {
    guard position < text.count else { return failure("unexpected end of the text") }
    let length = UTF8Text.scalarLength(text, at: position) ?? 1
    let found = String(decoding: text[position..<position + length], as: UTF8.self)
    return failure("unexpected character \(Value.string(found).brief) \(`where`)")
  }

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { position += 1 }
  }

  private mutating func decode() throws -> Value {
    try pulse.beat()
    skipSpace()
    guard position < text.count else { throw unexpected("") }
    switch text[position] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "["): return try nested { try $0.array() }
    case UInt8(ascii: "{"): return try nested { try $0.object() }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "n"): return try word("null", .none)
    case UInt8(ascii: "t"): return try word("true", .true)
    case UInt8(ascii: "f"): return try word("false", .false)
    default: throw unexpected("where a value begins")
    }
  }

  private mutating func nested(_ body: (inout JSONDecoder) throws -> Value) throws -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth <= greatestJSONDepth else {
      throw Diagnostic(
        .recursion, "json.decode: the text is nested more than \(greatestJSONDepth) deep")
    }
    position += 1
    return try body(&self)
  }

  private mutating func word(_ word: String, _ value: Value) throws -> Value {
    guard text[position...].starts(with: word.utf8) else {
      throw unexpected("where a value begins")
    }
    position += word.utf8.count
    return value
  }

  private mutating func array() throws -> Value {
    let list = ListObject(capacity: 0)
    skipSpace()
    if take("]") { return Value(list) }
    while true {
      try list.add(try decode())
      skipSpace()
      if take("]") { return Value(list) }
      guard take(",") else { throw unexpected("in an array, want ',' or ']'") }
    }
  }

  private mutating func object() throws -> Value {
    let dict = DictObject()
    skipSpace()
    if take("}") { return Value(dict) }
    while true {
      skipSpace()
      guard position < text.count, text[position] == UInt8(ascii: "\"") else {
        throw unexpected("where a key begins")
      }
      let key = StringObject(try string())
      if try dict.find(Value(key), hash: key.hash) != nil {
        throw failure("the object has the key \(Value(key).brief) twice")
      }
      skipSpace()
      guard take(":") else { throw unexpected("after a key, want ':'") }
      dict.set(key, try decode())
      skipSpace()
      if take("}") { return Value(dict) }
      guard take(",") else { throw unexpected("in an object, want ',' or '}'") }
    }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func number() throws -> Value {
    let start = position
    _ = take("-")
    let whole = digits()
    guard !whole.isEmpty, whole.count == 1 || text[whole.lowerBound] != UInt8(ascii: "0") else {
      position = start
      throw failure("invalid number")
    }
    var isFloat = false
    if take(".") {
      isFloat = true
      guard !digits().isEmpty else { throw failure("invalid number") }
    }
    if take("e") || take("E") {
      isFloat = true
      if !take("+") { _ = take("-") }
      guard !digits().isEmpty else { throw failure("invalid number") }
    }
    let found = String(decoding: text[start..<position], as: UTF8.self)
    if isFloat {
      guard let number = Double(found), number.isFinite else {
        throw failure("number out of range")
      }
      return .float(number)
    }
    guard whole.count <= Limits.integerDigits,
      let value = try BigInteger(digits: text[whole], radix: 10)
    else { throw failure("the integer has more than \(Limits.integerDigits) digits") }
    return .integer(found.hasPrefix("-") ? -value : value)
  }

  private mutating func digits() -> Range<Int> {
    let start = position
    while position < text.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]) {
      position += 1
    }
    return start..<position
  }

  private mutating func string() throws -> String {
    position += 1
    var bytes: [UInt8] = []
    while position < text.count {
      try pulse.beat()
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(&bytes)
      case 0..<0x20:
        position -= 1
        throw failure("a control character in a string")
      default: bytes.append(byte)
      }
    }
    throw failure("a string without its closing quote")
  }

  private mutating func escape(_ bytes: inout [UInt8]) throws {
    guard position < text.count else { throw unexpected("") }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): bytes += String(try unicodeEscape()).utf8
    default:
      position -= 1
      throw unexpected("in an escape")
    }
  }

  /// `\uXXXX`, or a pair of surrogates; a lone surrogate is U+FFFD.
  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    let high = try hexDigits()
    guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    guard text[position...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    let mark = position
    position += 2
    let low = try hexDigits()
    guard (0xDC00...0xDFFF).contains(low) else {
      position = mark
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexDigits() throws -> UInt32 {
    guard position + 4 <= text.count,
      let number = UInt32(
        String(decoding: text[position..<position + 4], as: UTF8.self), radix: 16),
      text[position] != UInt8(ascii: "+")
    else { throw failure("an incomplete \\u escape") }
    position += 4
    return number
  }
}
