/// One conversion of a `%` format: `%-08.3f` and the like.
struct PercentConversion {
  private var isLeft = false
  private var showsPlus = false
  private var showsBlank = false
  private var isAlternate = false
  private var padsWithZeros = false
  private var width = 0
  var precision: Int?
  var type: UInt8 = 0

  /// Takes a flag; `false` where the byte is none.
  mutating func readFlag(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"): isLeft = true
    case UInt8(ascii: "+"): showsPlus = true
    case UInt8(ascii: " "): showsBlank = true
    case UInt8(ascii: "#"): isAlternate = true
    case UInt8(ascii: "0"): padsWithZeros = true
    default: return false
    }
    return true
  }

  /// A negative width, which only `*` gives, stands for the flag `-`.
  mutating func setWidth(_ number: Int?) {
    guard let number else { return }
    if number < 0 { isLeft = true }
    width = abs(number)
  }

  /// The value as the conversion shows it.
  func bytes(of value: Value) throws -> [UInt8] {
    switch Unicode.Scalar(type) {
    case "s": return try text(value.textBytes())
    case "r": return try text(value.reprBytes())
    case "c": return padded(try character(value))
    case "d", "i", "o", "x", "X": return try integer(value)
    case "e", "E", "f", "F", "g", "G": return try float(value)
    default: throw Diagnostic.value("unknown conversion %\(Unicode.Scalar(type))")
    }
  }

  private func text(_ bytes: [UInt8]) -> [UInt8] {
    guard let precision else { return padded(bytes) }
    let cut = String(decoding: bytes, as: UTF8.self).unicodeScalars.prefix(precision)
    return padded(Array(String(cut).utf8))
  }

  private func character(_ value: Value) throws -> [UInt8] {
    if let code = value.asInteger {
      let scalar = code.asInt.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init)
      guard let scalar else {
        throw Diagnostic.value("%c format requires a valid Unicode code point, got \(value.brief)")
      }
      return Array(String(scalar).utf8)
    }
    guard let text = value.object as? StringObject, try UTF8Text.scalarCount(text.buffer) == 1
    else {
      throw Diagnostic.type("%c format requires a single character or an int, not \(value.brief)")
    }
    return Array(text.buffer)
  }

  private func integer(_ value: Value) throws -> [UInt8] {
    let type = Unicode.Scalar(type)
    let number = try integer(value, isDecimal: type == "d" || type == "i")
    let radix = type == "o" ? 8 : type == "x" || type == "X" ? 16 : 10
    var digits = try BigInteger(magnitude: number.magnitude, isNegative: false).text(radix: radix)
    if type == "X" { digits = digits.uppercased() }
    let zeros = max(0, (precision ?? 0) - digits.utf8.count)
    let prefix = isAlternate && radix != 10 ? "0\(type)" : ""
    return padded(
      signText(number.isNegative) + prefix, String(repeating: "0", count: zeros) + digits)
  }

  /// A float is cut to an integer where digits are decimal, and refused elsewhere, as in Python.
  private func integer(_ value: Value, isDecimal: Bool) throws -> BigInteger {
    if let integer = value.asInteger { return integer }
    guard isDecimal, let number = value.asFloat else {
      throw Diagnostic.type(
        "%\(Unicode.Scalar(type)) format requires an integer, not \(value.typeName)")
    }
    guard let integer = BigInteger(exactly: number.rounded(.towardZero)) else {
      throw Diagnostic.value("cannot convert float \(value.brief) to integer")
    }
    return integer
  }

  private func float(_ value: Value) throws -> [UInt8] {
    let type = Unicode.Scalar(type)
    guard let number = value.asNumber else {
      throw Diagnostic.type("%\(type) format requires a float, not \(value.typeName)")
    }
    if number.isInfinite, value.kind == .int {
      throw Diagnostic(.overflow, "int too large to convert to float")
    }
    var body = digits(of: number.magnitude, Character(String(type).lowercased()))
    if ("A"..."Z").contains(type) { body = body.uppercased() }
    // Infinity has its sign, as everywhere.
    let isNegative = number.sign == .minus && !number.isNaN
    return padded(number == .infinity ? "+" : signText(isNegative), body)
  }

  private func digits(of magnitude: Double, _ type: Character) -> String {
    guard magnitude.isFinite else { return magnitude.isNaN ? "nan" : "inf" }
    return type == "g" && isAlternate
      ? FloatFormat.general(magnitude, digits: precision ?? 6, keepsZeros: true)
      : FloatFormat.formatted(magnitude, type, precision ?? 6, isAlternate)
  }

  private func signText(_ isNegative: Bool) -> String {
    isNegative ? "-" : showsPlus ? "+" : showsBlank ? " " : ""
  }

  /// A number in its field: zeros stand between its sign and its digits.
  private func padded(_ sign: String, _ digits: String) -> [UInt8] {
    let missing = width - sign.utf8.count - digits.utf8.count
    guard padsWithZeros, !isLeft, missing > 0 else { return padded(Array((sign + digits).utf8)) }
    return Array((sign + String(repeating: "0", count: missing) + digits).utf8)
  }

  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    guard width > 0 else { return bytes }
    let count = String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: max(0, width - count))
    return isLeft ? bytes + blanks : blanks + bytes
  }
}
