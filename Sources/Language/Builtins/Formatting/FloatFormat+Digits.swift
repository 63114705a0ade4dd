import Glibc

extension FloatFormat {
  /// A finite number as C's `%e`, `%f` and `%g` show it, correctly rounded.
  static func formatted(_ number: Double, _ type: Character, _ precision: Int, _ isAlternate: Bool)
    -> String
  {
    let format = "%\(isAlternate ? "#" : "").*\(type)"
    // The largest number has 309 digits before the point.
    var buffer = [CChar](repeating: 0, count: precision + 340)
    let count = withVaList([Int32(clamping: precision), number]) {
      vsnprintf(&buffer, buffer.count, format, $0)
    }
    return String(decoding: buffer.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A number with so many significant digits, without an exponent where it can be: `1.23`.
  static func significant(_ number: Double, digits: Int) -> String {
    formatted(number, "g", digits, false)
  }

  /// A number that is not negative with so many significant digits, as C's `%g`.
  ///
  /// - Parameters:
  ///   - keepsZeros: whether zeros at the end stay, as with C's flag `#`.
  ///   - hasFraction: whether at least one digit stands behind the point, as in Python's format without a
  ///     type: `12.0`, or `1.2e+01` where there are no more than two digits.
  static func general(
    _ number: Double, digits: Int, keepsZeros: Bool, hasFraction: Bool = false
  ) -> String {
    let precision = max(digits, 1)
    let scientific = formatted(number, "e", precision - 1, keepsZeros)
    guard let mark = scientific.lastIndex(of: "e"),
      let exponent = Int(scientific[scientific.index(after: mark)...])
    else { return scientific }
    if exponent >= -4, exponent < precision - (hasFraction ? 1 : 0) {
      // The C library's own `#` loses zeros where rounding adds a digit.
      if keepsZeros { return formatted(number, "f", precision - 1 - exponent, true) }
      let text = formatted(number, "g", precision, false)
      return text.contains(".") || !hasFraction ? text : text + ".0"
    }
    guard !keepsZeros, let point = scientific.firstIndex(of: ".") else { return scientific }
    let fraction = scientific[point..<mark]
    let kept = fraction.dropLast(fraction.reversed().prefix { $0 == "0" }.count)
    return [scientific[..<point], kept == "." ? "" : kept, scientific[mark...]].joined()
  }
}
