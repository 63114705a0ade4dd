/// The part behind the colon of `f"{x:>8.3f}"`: `[[fill]align][sign][#][0][width][, or _][.precision][type]`,
/// as Python has it.
struct FormatSpecification {
  private var fill: Character = " "
  private var align: Character?
  private var sign: Character = "-"
  private var isAlternate = false
  private var width = 0
  private var grouping: Character?
  private var precision: Int?
  private var type: Character?
  private let text: String

  /// The widest field, so that a format cannot fill the memory.
  private static let greatestWidth = 1 << 20
  /// The most digits behind a point.
  private static let greatestPrecision = 1 << 12

  init(_ text: String) throws {
    self.text = text
    var rest = Substring(text)
    readAlignment(&rest)
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      rest.removeFirst()
      if align == nil { (fill, align) = ("0", "=") }
    }
    width = try Self.readNumber(&rest, most: Self.greatestWidth, "width") ?? 0
    if let first = rest.first, ",_".contains(first) { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      precision = try Self.readNumber(&rest, most: Self.greatestPrecision, "precision")
      if precision == nil { throw invalid("a number must follow the point") }
    }
    type = rest.popFirst()
    if !rest.isEmpty {
      throw invalid("nothing may follow the type '\(type.map(String.init) ?? "")'")
    }
  }

  private mutating func readAlignment(_ rest: inout Substring) {
    if let second = rest.dropFirst().first, "<>^=".contains(second) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
    } else if let first = rest.first, "<>^=".contains(first) {
      align = rest.removeFirst()
    }
  }

  private static func readNumber(_ rest: inout Substring, most: Int, _ what: String) throws -> Int?
  {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    rest.removeFirst(digits.count)
    guard let number = Int(digits), number <= most else {
      throw Diagnostic(
        .memory, "the \(what) \(digits.prefix(20)) of a format is larger than \(most)")
    }
    return number
  }

  private func invalid(_ reason: String) -> Diagnostic {
    .value("invalid format '\(text)': \(reason)")
  }

  // MARK: Formatting

  /// The bytes of a value in this format.
  func format(_ value: Value) throws -> [UInt8] {
    if let number = value.asFloat { return Array(try format(number).utf8) }
    if value.kind == .int, let integer = value.asInteger { return Array(try format(integer).utf8) }
    if value.kind == .bool, let type, "dboxXn".contains(type) {
      return Array(try format(BigInteger(value.asBool == true ? 1 : 0)).utf8)
    }
    guard type == nil || type == "s" else {
      throw invalid(
        "the type '\(type.map(String.init) ?? "")' needs a number, not \(value.typeName)")
    }
    guard sign == "-", grouping == nil, !isAlternate, align != "=" || fill == "0" else {
      throw invalid("signs and groups need a number, not \(value.typeName)")
    }
    var text = String(decoding: try value.textBytes(), as: UTF8.self)
    if let precision { text = String(text.prefix(precision)) }
    return Array(padded(text, default: "<").utf8)
  }

  private func format(_ integer: BigInteger) throws -> String {
    let radix: Int
    var prefix = ""
    switch type {
    case nil, "d", "n": radix = 10
    case "b": (radix, prefix) = (2, "0b")
    case "o": (radix, prefix) = (8, "0o")
    case "x": (radix, prefix) = (16, "0x")
    case "X": (radix, prefix) = (16, "0X")
    case "c": return padded(try character(integer), default: "<")
    case "e", "E", "f", "F", "g", "G", "%":
      let number = integer.doubleValue
      guard number.isFinite else {
        throw Diagnostic(.overflow, "int too large to convert to float")
      }
      return try format(number)
    default: throw invalid("unknown type '\(type.map(String.init) ?? "")' for an int")
    }
    if precision != nil { throw invalid("an int has no precision") }
    var digits = try BigInteger(magnitude: integer.magnitude, isNegative: false).text(radix: radix)
    if type == "X" { digits = digits.uppercased() }
    let signText = signText(integer.isNegative) + (isAlternate ? prefix : "")
    return assembled(signText, digits, fraction: "", groupSize: radix == 10 ? 3 : 4)
  }

  private func character(_ integer: BigInteger) throws -> String {
    guard let code = integer.asInt.flatMap({ UInt32(exactly: $0) }),
      let scalar = Unicode.Scalar(code)
    else { throw invalid("the number is no character") }
    return String(scalar)
  }

  private func format(_ number: Double) throws -> String {
    let magnitude = number.magnitude
    var body: String
    switch type {
    case nil: body = magnitude.isFinite ? plain(magnitude) : special(magnitude)
    case "e", "E", "f", "F":
      body =
        magnitude.isFinite
        ? FloatFormat.formatted(magnitude, type ?? "f", precision ?? 6, isAlternate)
        : special(magnitude)
    case "g", "G", "n":
      body =
        magnitude.isFinite
        ? FloatFormat.formatted(magnitude, type == "G" ? "G" : "g", precision ?? 6, isAlternate)
        : special(magnitude)
    case "%":
      body =
        (magnitude.isFinite
          ? FloatFormat.formatted(magnitude * 100, "f", precision ?? 6, isAlternate)
          : special(magnitude)) + "%"
    default: throw invalid("unknown type '\(type.map(String.init) ?? "")' for a float")
    }
    if type == "E" || type == "F" || type == "G" { body = body.uppercased() }
    let whole = body.prefix { ("0"..."9").contains($0) }
    return assembled(
      signText(number.sign == .minus && !number.isNaN), String(whole),
      fraction: String(body.dropFirst(whole.count)), groupSize: 3)
  }

  private func special(_ number: Double) -> String { number.isNaN ? "nan" : "inf" }

  /// Without a type a float is as `str` shows it, or has so many significant digits.
  private func plain(_ number: Double) -> String {
    guard let precision else { return FloatFormat.shortest(number) }
    var text = FloatFormat.formatted(number, "g", max(precision, 1), false)
    if !text.contains("."), !text.contains("e") { text += ".0" }
    return text
  }

  private func signText(_ isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  /// Sign, grouped digits and fraction, padded to the width.
  private func assembled(_ sign: String, _ digits: String, fraction: String, groupSize: Int)
    -> String
  {
    var digits = digits
    if align == "=" {
      let room = width - sign.utf8.count - fraction.count
      digits = grouped(digits, groupSize, least: fill == "0" ? room : 0)
      let missing = max(0, room - digits.count)
      return sign + String(repeating: fill, count: missing) + digits + fraction
    }
    digits = grouped(digits, groupSize, least: 0)
    return padded(sign + digits + fraction, default: ">")
  }

  /// The digits with separators; with zeros at the left up to `least` characters where they are grouped.
  private func grouped(_ digits: String, _ size: Int, least: Int) -> String {
    guard let grouping, !digits.isEmpty else { return digits }
    var result: [Character] = []
    var count = 0
    for digit in digits.reversed() {
      if count > 0, count % size == 0 { result.append(grouping) }
      result.append(digit)
      count += 1
    }
    while result.count < least {
      if count % size == 0 { result.append(grouping) }
      result.append("0")
      count += 1
    }
    return String(result.reversed())
  }

  private func padded(_ text: String, default standard: Character) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    func fill(_ count: Int) -> String { String(repeating: self.fill, count: count) }
    switch align ?? standard {
    case "<": return text + fill(missing)
    case "^": return fill(missing / 2) + text + fill(missing - missing / 2)
    default: return fill(missing) + text
    }
  }
}
