import Glibc

extension Double {
  /// The number with a fixed count of decimals, rounded as C's `printf` does: `3.14159.fixed(2)` is `3.14`.
  ///
  /// Not-a-number is `nan`, infinity `inf`; `digits` lies in 0 ... 30.
  public func fixed(_ digits: Int) -> String {
    if isNaN { return "nan" }
    // 310 digits before the point at most, 30 behind it.
    var buffer = [CChar](repeating: 0, count: 352)
    let length = withVaList([Int32(min(max(digits, 0), 30)), self]) {
      vsnprintf(&buffer, buffer.count, "%.*f", $0)
    }
    return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

extension String {
  /// The text with blanks in front, up to `width` characters in all.
  public func paddedLeft(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text with blanks behind, up to `width` characters in all.
  public func paddedRight(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text in the middle of `width` characters; of an odd number of blanks the extra one goes behind.
  public func centered(_ width: Int) -> String {
    let blanks = max(0, width - count)
    return String(repeating: " ", count: blanks / 2) + self
      + String(repeating: " ", count: blanks - blanks / 2)
  }
}
