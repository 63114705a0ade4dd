public import Basics

extension BigInteger {
  /// The digits in a radix of 2 ... 36, in lower case, with a minus sign where negative.
  public func text(radix: Int) throws(Interrupted) -> String {
    guard !isZero else { return "0" }
    var digits: [UInt8] = []
    let converter = RadixConverter(radix: UInt(radix))
    try converter.write(magnitude, padded: 0, to: &digits)
    return (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// Reads digits of a radix of 2 ... 36, without sign or prefix; `nil` where one is not a digit.
  public init?(digits: some Collection<UInt8>, radix: Int) throws(Interrupted) {
    guard !digits.isEmpty else { return nil }
    let bytes = Array(digits)
    guard bytes.allSatisfy({ RadixConverter.value(of: $0).map { $0 < radix } ?? false }) else {
      return nil
    }
    let converter = RadixConverter(radix: UInt(radix))
    self.init(magnitude: try converter.read(bytes[...]), isNegative: false)
  }
}

/// Converts by halves: the digits above and below a power of the radix are converted on their own, so
/// that the work is in products and quotients of long numbers rather than a division per digit.
private struct RadixConverter {
  typealias Interrupted = Cancellation.Interrupted

  let radix: UInt
  /// How many digits always fit a limb.
  let digitsPerLimb: Int
  private let limbPower: UInt

  init(radix: UInt) {
    self.radix = radix
    var (digits, power) = (0, UInt(1))
    while true {
      let (next, over) = power.multipliedReportingOverflow(by: radix)
      if over { break }
      power = next
      digits += 1
    }
    digitsPerLimb = digits
    limbPower = power
  }

  static func value(of digit: UInt8) -> Int? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(digit - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(digit - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  func read(_ digits: ArraySlice<UInt8>) throws(Interrupted) -> BigInteger.Limbs {
    guard digits.count > 20 * digitsPerLimb else { return readSimply(digits) }
    let (level, lowCount) = split(below: digits.count)
    let high = try read(digits.dropLast(lowCount))
    let low = try read(digits.suffix(lowCount))
    return BigInteger.add(try BigInteger.multiply(high, try power(level)), low)
  }

  private func readSimply(_ digits: ArraySlice<UInt8>) -> BigInteger.Limbs {
    var limbs: BigInteger.Limbs = []
    for digit in digits {
      var carry = UInt(Self.value(of: digit) ?? 0)
      for index in limbs.indices {
        let (high, low) = limbs[index].multipliedFullWidth(by: radix)
        let (sum, over) = low.addingReportingOverflow(carry)
        limbs[index] = sum
        carry = high + (over ? 1 : 0)
      }
      if carry != 0 { limbs.append(carry) }
    }
    return limbs
  }

  /// Writes the digits, with leading zeros up to `padded` digits.
  func write(_ limbs: BigInteger.Limbs, padded: Int, to digits: inout [UInt8]) throws(Interrupted) {
    guard limbs.count > 8 else { return writeSimply(limbs, padded: padded, to: &digits) }
    // A power of the radix of about half the length.
    var level = 0
    while try power(level + 1).count * 2 <= limbs.count + 1 { level += 1 }
    let (high, low) = try BigInteger.divide(limbs, by: try power(level))
    let lowCount = digitsPerLimb << level
    try write(high, padded: max(padded - lowCount, 0), to: &digits)
    try write(low, padded: lowCount, to: &digits)
  }

  private func writeSimply(_ limbs: BigInteger.Limbs, padded: Int, to digits: inout [UInt8]) {
    var reversed: [UInt8] = []
    var rest = limbs
    while !rest.isEmpty {
      var (quotient, part) = BigInteger.divide(rest, byLimb: limbPower)
      for _ in 0..<digitsPerLimb {
        if quotient.isEmpty && part == 0 { break }
        let digit = UInt8(part % radix)
        reversed.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        part /= radix
      }
      swap(&rest, &quotient)
    }
    digits += repeatElement(UInt8(ascii: "0"), count: max(padded - reversed.count, 0))
    digits += reversed.reversed()
  }

  private func split(below count: Int) -> (level: Int, digits: Int) {
    var level = 0
    while digitsPerLimb << (level + 1) < count { level += 1 }
    return (level, digitsPerLimb << level)
  }

  private let powers = Powers()

  /// The radix to the power `digitsPerLimb` × 2^level.
  private func power(_ level: Int) throws(Interrupted) -> BigInteger.Limbs {
    if powers.known.isEmpty { powers.known.append([limbPower]) }
    while powers.known.count <= level {
      let last = powers.known[powers.known.count - 1]
      powers.known.append(try BigInteger.multiply(last, last))
    }
    return powers.known[level]
  }

  private final class Powers {
    var known: [BigInteger.Limbs] = []
  }
}
