import Glibc

extension PickleMachine {
  /// Operations that push a number, a text or a constant. False: it is none of these.
  mutating func runScalar(_ operation: UInt8) throws(PickleError) -> Bool {
    guard let value = try scalar(operation) else { return false }
    push(.plain(value))
    return true
  }

  private mutating func scalar(_ operation: UInt8) throws(PickleError) -> PickleValue? {
    switch operation {
    case UInt8(ascii: "N"): return PickleValue.none
    case 0x88: return .bool(true)
    case 0x89: return .bool(false)
    case UInt8(ascii: "I"): return try decimal(try code.line())
    case UInt8(ascii: "L"):
      let line = try code.line()
      return try decimal(line.hasSuffix("L") ? String(line.dropLast()) : line)
    case UInt8(ascii: "J"): return .int(try code.integer(Int32.self))
    case UInt8(ascii: "K"): return .int(try code.integer(UInt8.self))
    case UInt8(ascii: "M"): return .int(try code.integer(UInt16.self))
    case 0x8A: return Self.integer(Array(try code.take(try code.integer(UInt8.self))))
    case 0x8B: return Self.integer(Array(try code.take(try code.integer(Int32.self))))
    case UInt8(ascii: "F"): return try double(try code.line())
    case UInt8(ascii: "G"): return .float(try code.double())
    default: return try text(operation)
    }
  }

  private mutating func text(_ operation: UInt8) throws(PickleError) -> PickleValue? {
    switch operation {
    case UInt8(ascii: "S"): return try quoted(try code.line())
    case UInt8(ascii: "T"): return try code.oldString(try code.integer(Int32.self))
    case UInt8(ascii: "U"): return try code.oldString(try code.integer(UInt8.self))
    case UInt8(ascii: "V"): return .string(unescaped(try code.lineBytes()))
    case UInt8(ascii: "X"): return .string(try code.text(try code.integer(UInt32.self)))
    case 0x8C: return .string(try code.text(try code.integer(UInt8.self)))
    case 0x8D: return .string(try code.text(try code.integer(UInt64.self)))
    case UInt8(ascii: "B"): return .bytes(Array(try code.take(try code.integer(UInt32.self))))
    case UInt8(ascii: "C"): return .bytes(Array(try code.take(try code.integer(UInt8.self))))
    case 0x8E, 0x96: return .bytes(Array(try code.take(try code.integer(UInt64.self))))
    case 0x97, 0x98: throw .unsupported(feature: "buffers outside the pickle")
    default: return nil
    }
  }

  /// Two's complement, least significant byte first, of any length.
  private static func integer(_ bytes: [UInt8]) -> PickleValue {
    var significant = bytes[...]
    while significant.count > 8, let last = significant.last, last == 0 || last == 0xFF,
      (significant[significant.endIndex - 2] ^ last) & 0x80 == 0
    {
      significant.removeLast()
    }
    guard significant.count <= 8 else { return .bigInteger(Array(significant)) }
    let sign: Int = significant.last.map { $0 & 0x80 != 0 } == true ? -1 : 0
    return .int(significant.reversed().reduce(sign) { $0 << 8 | Int($1) })
  }

  /// Digits; `00` and `01` are how protocol 0 spells False and True.
  private func decimal(_ line: String) throws(PickleError) -> PickleValue {
    switch line {
    case "00": return .bool(false)
    case "01": return .bool(true)
    default:
      if let number = Int(line) { return .int(number) }
      guard let bytes = Self.twosComplement(ofDecimal: line) else {
        throw corrupt("'\(line.prefix(20))' is no number")
      }
      return Self.integer(bytes)
    }
  }

  /// The bytes of a decimal number of at most a thousand digits.
  private static func twosComplement(ofDecimal text: String) -> [UInt8]? {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.count <= 1000 else { return nil }
    var bytes: [UInt8] = [0]
    for digit in digits.utf8 {
      guard (0x30...0x39).contains(digit) else { return nil }
      var carry = Int(digit) - 0x30
      for index in bytes.indices {
        carry += Int(bytes[index]) * 10
        bytes[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { bytes.append(UInt8(carry)) }
    }
    bytes.append(0)
    guard digits.startIndex != text.startIndex else { return bytes }
    var borrow = 1
    for index in bytes.indices {
      borrow += Int(~bytes[index])
      bytes[index] = UInt8(borrow & 0xFF)
      borrow >>= 8
    }
    return bytes
  }

  /// What `repr` writes: digits, `inf`, `-inf` or `nan`.
  private func double(_ line: String) throws(PickleError) -> PickleValue {
    guard let number = Double(line) else { throw corrupt("'\(line.prefix(20))' is no number") }
    return .float(number)
  }

  /// A Python 2 string as `repr` writes it, in either kind of quotes.
  private func quoted(_ line: String) throws(PickleError) -> PickleValue {
    let letters = Array(line.utf8)
    guard letters.count >= 2, let quote = letters.first, letters.last == quote,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { throw corrupt("a string without quotes") }
    var bytes: [UInt8] = []
    var rest = letters[1..<letters.count - 1]
    while let letter = rest.popFirst() {
      guard letter == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        bytes.append(letter)
        continue
      }
      switch kind {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "x"):
        guard let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
          throw corrupt("an escape of a string")
        }
        bytes.append(byte)
        rest = rest.dropFirst(2)
      default: bytes.append(kind)
      }
    }
    return PickleCode.oldString(bytes)
  }

  /// Python's `raw-unicode-escape`: `\uXXXX`, `\UXXXXXXXX`, everything else as it is (Latin-1).
  private func unescaped(_ line: UnsafeRawBufferPointer) -> String {
    var text = String.UnicodeScalarView()
    var rest = line.map { UnicodeScalar($0) }[...]
    while let scalar = rest.popFirst() {
      let digits = scalar == "\\" ? (rest.first == "u" ? 4 : rest.first == "U" ? 8 : 0) : 0
      let code = rest.dropFirst().prefix(digits)
      if digits > 0, code.count == digits,
        let value = UInt32(code.map { String($0) }.joined(), radix: 16),
        let decoded = UnicodeScalar(value)
      {
        text.append(decoded)
        rest = rest.dropFirst(digits + 1)
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
