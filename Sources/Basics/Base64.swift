/// The Base64 encoding of RFC 4648, with padding.
public enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The digits of the bytes.
  public static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
      for digit in 0..<4 {
        let value = group >> (18 - 6 * digit) & 63
        result.append(digit <= count ? digits[value] : UInt8(ascii: "="))
      }
    }
    return result
  }

  /// The bytes of the digits; blanks and line ends between them are passed over, and padding may be missing.
  ///
  /// `nil` where another character stands among them, or a last digit alone.
  public static func decode(_ digits: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.underestimatedCount / 4 * 3)
    var (group, bits, isPadded) = (0, 0, false)
    for digit in digits where digit > 0x20 {
      if digit == UInt8(ascii: "=") {
        isPadded = true
        continue
      }
      let value = values[Int(digit)]
      guard value >= 0, !isPadded else { return nil }
      group = (group << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      }
    }
    return bits >= 6 ? nil : bytes
  }

  /// What each byte is worth as a digit; -1 for those that are none.
  private static let values: [Int] = {
    var values = [Int](repeating: -1, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = value }
    return values
  }()
}
