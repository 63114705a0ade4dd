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
}
