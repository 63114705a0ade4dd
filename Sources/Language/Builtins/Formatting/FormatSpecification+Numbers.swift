// Numbers in a format.
extension FormatSpecification {
  func format(_ integer: BigInteger) throws -> String {
    let radix: Int
    var prefix = ""
    switch type {
    case nil, "d", "n": radix = 10
    case "b": (radix, prefix) = (2, "0b")
    case "o": (radix, prefix) = (8, "0o")
    case "x": (radix, prefix) = (16, "0x")
    case "X": (radix, prefix) = (16, "0X")
    case "c": return padded(try character(integer), default: ">")
    case "e", "E", "f", "F", "g", "G", "%":
      let number = integer.doubleValue
      guard number.isFinite else {
        throw Diagnostic(.overflow, "int too large to convert to float")
      }
      return try format(number)
    default: throw invalid("unknown type '\(typeText)' for an int")
    }
    if precision != nil { throw invalid("an int has no precision") }
    var digits = try BigInteger(magnitude: integer.magnitude, isNegative: false).text(radix: radix)
    if type == "X" { digits = digits.uppercased() }
    let signText = signText(integer.isNegative) + (isAlternate ? prefix : "")
    return assembled(signText, digits, fraction: "", groupSize: radix == 10 ? 3 : 4)
  }

  private func character(_ integer: BigInteger) throws -> String {
    guard precision == nil, sign == nil, !isAlternate else {
      throw invalid("the type 'c' has no sign, precision or '#'")
    }
    guard let code = integer.asInt.flatMap({ UInt32(exactly: $0) }),
      let scalar = Unicode.Scalar(code)
    else { throw invalid("the number is no character") }
    return String(scalar)
  }

  func format(_ number: Double) throws -> String {
    let magnitude = number.magnitude
    var body: String
    switch type {
    case nil: body = magnitude.isFinite ? plain(magnitude) : special(magnitude)
    case "e", "E", "f", "F": body = written(magnitude, type == "e" || type == "E" ? "e" : "f")
    case "g", "G", "n": body = written(magnitude, "g")
    case "%": body = written(magnitude * 100, "f") + "%"
    default: throw invalid("unknown type '\(typeText)' for a float")
    }
    if type == "E" || type == "F" || type == "G" { body = body.uppercased() }
    let whole = body.prefix { ("0"..."9").contains($0) }
    return assembled(
      signText(number.sign == .minus && !number.isNaN), String(whole),
      fraction: String(body.dropFirst(whole.count)), groupSize: 3)
  }

  private func written(_ magnitude: Double, _ type: Character) -> String {
    guard magnitude.isFinite else { return special(magnitude) }
    return type == "g" && isAlternate
      ? FloatFormat.general(magnitude, digits: precision ?? 6, keepsZeros: true)
      : FloatFormat.formatted(magnitude, type, precision ?? 6, isAlternate)
  }

  private func special(_ number: Double) -> String { number.isNaN ? "nan" : "inf" }

  /// Without a type a float is as `str` shows it, or has so many significant digits.
  private func plain(_ number: Double) -> String {
    if let precision {
      return FloatFormat.general(
        number, digits: precision, keepsZeros: isAlternate, hasFraction: true)
    }
    let text = FloatFormat.shortest(number)
    guard isAlternate, !text.contains("."), let mark = text.firstIndex(of: "e") else {
      return text
    }
    return text[..<mark] + "." + text[mark...]
  }

  private func signText(_ isNegative: Bool) -> String {
    if isNegative { return "-" }
    guard let sign, sign != "-" else { return "" }
    return String(sign)
  }

  /// Sign, grouped digits and fraction, padded to the width.
  private func assembled(_ sign: String, _ digits: String, fraction: String, groupSize: Int)
    -> String
  {
    var digits = digits
    if align == "=" || padsNumbers {
      let room = width - sign.utf8.count - fraction.utf8.count
      digits = grouped(digits, groupSize, least: fill == "0" ? room : 0)
      let missing = max(0, room - digits.utf8.count)
      return sign + String(repeating: String(fill), count: missing) + digits + fraction
    }
    digits = grouped(digits, groupSize, least: 0)
    return padded(sign + digits + fraction, default: ">")
  }

  /// The digits with separators; with zeros at the left up to `least` characters where they are grouped.
  private func grouped(_ digits: String, _ size: Int, least: Int) -> String {
    guard let grouping, !digits.isEmpty else { return digits }
    let mark = UInt8(ascii: grouping)
    var reversed: [UInt8] = []
    var count = 0
    func add(_ digit: UInt8) {
      if count > 0, count % size == 0 { reversed.append(mark) }
      reversed.append(digit)
      count += 1
    }
    for digit in digits.utf8.reversed() { add(digit) }
    while reversed.count < least { add(UInt8(ascii: "0")) }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }
}
