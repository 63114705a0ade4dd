/// The part behind the colon of `f"{x:>8.3f}"`: `[[fill]align][sign][#][0][width][, or _][.precision][type]`,
/// as Python has it.
struct FormatSpecification {
  private(set) var fill: Unicode.Scalar = " "
  private(set) var align: Unicode.Scalar?
  private(set) var sign: Unicode.Scalar?
  private(set) var isAlternate = false
  private(set) var width = 0
  private(set) var grouping: Unicode.Scalar?
  private(set) var precision: Int?
  private(set) var type: Unicode.Scalar?
  /// Whether a zero before the width asks for zeros between a number's sign and its digits.
  private(set) var padsNumbers = false
  private let text: String

  /// The widest field, so that a format cannot fill the memory.
  static let greatestWidth = 1 << 20
  /// The most digits behind a point.
  static let greatestPrecision = 1 << 12

  init(_ text: String) throws {
    self.text = text
    var rest = text.unicodeScalars[...]
    let hasFill = readAlignment(&rest)
    if let first = rest.first, "+- ".unicodeScalars.contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    // Behind a fill of its own a zero is the width's first digit.
    if !hasFill, rest.first == "0" {
      rest.removeFirst()
      fill = "0"
      padsNumbers = align == nil
    }
    width = try Self.readNumber(&rest, most: Self.greatestWidth, "width") ?? 0
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      precision = try Self.readNumber(&rest, most: Self.greatestPrecision, "precision")
      if precision == nil { throw invalid("a number must follow the point") }
    }
    type = rest.popFirst()
    if !rest.isEmpty { throw invalid("nothing may follow the type '\(typeText)'") }
    try checkGrouping()
  }

  /// Whether a fill stands before the alignment.
  private mutating func readAlignment(_ rest: inout Substring.UnicodeScalarView) -> Bool {
    let marks = "<>^=".unicodeScalars
    if let second = rest.dropFirst().first, marks.contains(second) {
      fill = rest.removeFirst()
      align = rest.removeFirst()
      return true
    }
    if let first = rest.first, marks.contains(first) { align = rest.removeFirst() }
    return false
  }

  private static func readNumber(
    _ rest: inout Substring.UnicodeScalarView, most: Int, _ what: String
  ) throws -> Int? {
    var number: Int?
    let start = rest
    while let digit = rest.first, ("0"..."9").contains(digit) {
      rest.removeFirst()
      let next = (number ?? 0) * 10 + Int(digit.value - 0x30)
      guard next <= most else {
        throw tooLarge(what, String(start.prefix { ("0"..."9").contains($0) }), most)
      }
      number = next
    }
    return number
  }

  static func tooLarge(_ what: String, _ digits: String, _ most: Int) -> Diagnostic {
    Diagnostic(.memory, "the \(what) \(digits.prefix(20)) of a format is larger than \(most)")
  }

  private func checkGrouping() throws {
    guard let grouping, let type else { return }
    let groups = grouping == "_" ? "deEfFgG%boxX" : "deEfFgG%"
    guard groups.unicodeScalars.contains(type) else {
      throw invalid("the type '\(typeText)' has no groups of digits '\(grouping)'")
    }
  }

  var typeText: String { type.map { String($0) } ?? "" }

  func invalid(_ reason: String) -> Diagnostic { .value("invalid format '\(text)': \(reason)") }

  // MARK: Formatting

  /// The bytes of a value in this format.
  func format(_ value: Value) throws -> [UInt8] {
    if let number = value.asFloat { return Array(try format(number).utf8) }
    if value.kind == .int, let integer = value.asInteger { return Array(try format(integer).utf8) }
    if value.kind == .bool, let type, "dboxXn".unicodeScalars.contains(type) {
      return Array(try format(BigInteger(value.asBool == true ? 1 : 0)).utf8)
    }
    guard type == nil || type == "s" else {
      throw invalid("the type '\(typeText)' needs a number, not \(value.typeName)")
    }
    guard sign == nil, grouping == nil, !isAlternate, align != "=" else {
      throw invalid("signs and groups need a number, not \(value.typeName)")
    }
    let bytes = try value.textBytes()
    // Most are as wide as they may be, and need no counting.
    if precision == nil, width == 0 { return bytes }
    var text = String(decoding: bytes, as: UTF8.self)
    if let precision { text = String(text.unicodeScalars.prefix(precision)) }
    return Array(padded(text, default: "<").utf8)
  }

  func padded(_ text: String, default standard: Unicode.Scalar) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    func fill(_ count: Int) -> String {
      String(repeating: String(self.fill), count: count)
    }
    switch align ?? standard {
    case "<": return text + fill(missing)
    case "^": return fill(missing / 2) + text + fill(missing - missing / 2)
    default: return fill(missing) + text
    }
  }
}
