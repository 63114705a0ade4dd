extension JSONReader {
  /// Takes a number as a whole one, exactly; `3.0` and `1e3` are whole too.
  public mutating func integer() throws(JSONError) -> Int {
    let start = try offset()
    let number = try number()
    if let exact = number.exact { return exact }
    guard let whole = Int(exactly: number.value), number.isApproximate == false else {
      let text = text(from: start)
      throw error(
        number.value.rounded() == number.value
          ? .outOfRange(number: text)
          : .unexpected(found: text, expected: "a whole number"), at: start)
    }
    return whole
  }

  /// Takes a number, rounded correctly to the nearest double; finite unless ``acceptsNonFinite``.
  public mutating func double() throws(JSONError) -> Double { try number().value }

  /// Takes an array of numbers and adds them at the end of `numbers`.
  public mutating func doubles(into numbers: inout [Double]) throws {
    try forEachElement { reader in numbers.append(try reader.double()) }
  }

  /// A number: as an integer where it is written as one that fits, and always as a double.
  struct Number {
    var exact: Int?
    var value: Double
    /// Whether it is written as an integer that does not fit.
    var isApproximate = false
  }

  /// Takes a number.
  mutating func number() throws(JSONError) -> Number {
    try expect(.number, "a number")
    let start = position
    var scanned = ScannedNumber()
    if bytes[position] == UInt8(ascii: "-") {
      scanned.isNegative = true
      position += 1
    }
    if acceptsNonFinite, let special = try nonFinite() {
      return Number(exact: nil, value: scanned.isNegative ? -special : special)
    }
    let firstDigit = position
    try takeDigits(into: &scanned)
    if position - firstDigit > 1, bytes[firstDigit] == UInt8(ascii: "0") {
      position = firstDigit
      throw error(.unexpected(found: "a number that begins with 0", expected: "a value"))
    }
    if takes(UInt8(ascii: ".")) {
      scanned.isInteger = false
      let before = position
      try takeDigits(into: &scanned)
      scanned.exponent -= position - before
    }
    if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
      scanned.isInteger = false
      try takeExponent(into: &scanned)
    }
    if scanned.isInteger, let exact = scanned.integer {
      return Number(exact: exact, value: Double(exact))
    }
    let value = scanned.double ?? Double(text(from: start)) ?? .infinity
    guard value.isFinite else { throw error(.outOfRange(number: text(from: start)), at: start) }
    return Number(exact: nil, value: value, isApproximate: scanned.isInteger)
  }

  /// Takes `NaN` or `Infinity`, if one of them is in front of the reader.
  private mutating func nonFinite() throws(JSONError) -> Double? {
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "N"):
      try take("NaN")
      return .nan
    case UInt8(ascii: "I"):
      try take("Infinity")
      return .infinity
    default: return nil
    }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeDigits(into number: inout ScannedNumber) throws(JSONError) {
    let start = position
    while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10
    {
      number.add(digit)
      position += 1
    }
    guard position > start else { throw unexpected("a digit") }
  }

  private mutating func takeExponent(into number: inout ScannedNumber) throws(JSONError) {
    let isNegative = takes(UInt8(ascii: "-"))
    if !isNegative { _ = takes(UInt8(ascii: "+")) }
    var digits = ScannedNumber()
    try takeDigits(into: &digits)
    // Whatever lies beyond a few thousand is 0 or infinite; the limit keeps sums from overflowing.
    let size = min(digits.integer ?? 1 << 20, 1 << 20)
    number.exponent += isNegative ? -size : size
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

/// The digits of a number and where its point stands.
private struct ScannedNumber {
  var isNegative = false
  var isInteger = true
  /// The power of ten that the digits are multiplied by.
  var exponent = 0
  private var digits: UInt64 = 0
  private var overflows = false

  mutating func add(_ digit: UInt8) {
    let (product, first) = digits.multipliedReportingOverflow(by: 10)
    let (sum, second) = product.addingReportingOverflow(UInt64(digit))
    overflows = overflows || first || second
    digits = sum
  }

  /// The digits as an integer; `nil` where they do not fit.
  var integer: Int? {
    guard !overflows else { return nil }
    if isNegative { return digits <= 1 << 63 ? Int(truncatingIfNeeded: 0 &- digits) : nil }
    return Int(exactly: digits)
  }

  /// The double, where digits and power of ten are both exact, so that one operation rounds correctly
  /// (Clinger: How to Read Floating Point Numbers Accurately, 1990).
  var double: Double? {
    guard !overflows, digits <= 1 << 53, (-22...22).contains(exponent) else { return nil }
    let magnitude =
      exponent < 0
      ? Double(digits) / Self.powersOfTen[-exponent] : Double(digits) * Self.powersOfTen[exponent]
    return isNegative ? -magnitude : magnitude
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
