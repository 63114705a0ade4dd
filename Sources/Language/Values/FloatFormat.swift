/// Floats as text.
enum FloatFormat {
  /// The shortest digits that read back as the same number: `1.0`, `0.1`, `1e+100`, `nan`, `+inf`, `-inf`.
  ///
  /// As in Python, the exponent appears below 1e-4 and from 1e16 on; the infinities have their sign,
  /// as the specification asks.
  static func shortest(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "+inf" }
    let (digits, exponent) = decimal(number)
    let sign = number.sign == .minus ? "-" : ""
    // The number is 0.DIGITS × 10^exponent.
    if exponent > 16 || exponent < -3 {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      return sign + digits.prefix(1) + fraction + exponentText(exponent - 1)
    }
    if exponent <= 0 {
      return sign + "0." + String(repeating: "0", count: -exponent) + digits
    }
    if digits.count <= exponent {
      return sign + digits + String(repeating: "0", count: exponent - digits.count) + ".0"
    }
    return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
  }

  /// The shortest significant digits, and the power of ten of the point before them.
  static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
    guard number != 0 else { return ("0", 1) }
    // The standard library's description has the shortest digits, as 5e-324, 1.5e+16 or 123.25.
    let text = number.magnitude.description
    let parts = text.split(separator: "e")
    let mantissa = parts.first ?? "0"
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    let whole = halves.first ?? ""
    exponent += whole.count
    var digits = Array((whole + (halves.count > 1 ? halves[1] : "")).utf8)
    let zero = UInt8(ascii: "0")
    let leading = digits.prefix { $0 == zero }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.count > 1, digits.last == zero { digits.removeLast() }
    return (String(decoding: digits, as: UTF8.self), exponent)
  }

  /// `e+05`: a sign and at least two digits.
  static func exponentText(_ exponent: Int) -> String {
    let digits = String(exponent.magnitude)
    return (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "") + digits
  }
}
