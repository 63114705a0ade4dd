extension BigInteger {
  /// The bits of both, negative numbers being in two's complement.
  public static func & (left: BigInteger, right: BigInteger) -> BigInteger {
    combine(left, right, &)
  }

  /// The bits of either.
  public static func | (left: BigInteger, right: BigInteger) -> BigInteger {
    combine(left, right, |)
  }

  /// The bits of exactly one.
  public static func ^ (left: BigInteger, right: BigInteger) -> BigInteger {
    combine(left, right, ^)
  }

  /// All bits flipped: −x − 1.
  public static prefix func ~ (value: BigInteger) -> BigInteger { -value - BigInteger(1) }

  /// `self × 2^count`; the caller has made sure that the result is not too large.
  func shiftedLeft(by count: Int) -> BigInteger {
    BigInteger(magnitude: Self.shiftLeft(magnitude, by: count), isNegative: isNegative)
  }

  /// `self ÷ 2^count`, rounded towards −∞.
  func shiftedRight(by count: Int) -> BigInteger {
    guard isNegative else {
      return BigInteger(magnitude: Self.shiftRight(magnitude, by: count), isNegative: false)
    }
    // ⌊−m / 2ⁿ⌋ = −(⌊(m − 1) / 2ⁿ⌋ + 1)
    let below = Self.subtract(magnitude, [1])
    return BigInteger(
      magnitude: Self.add(Self.shiftRight(below, by: count), [1]), isNegative: true)
  }

  static func shiftLeft(_ limbs: Limbs, by count: Int) -> Limbs {
    guard !limbs.isEmpty else { return [] }
    let (whole, part) = count.quotientAndRemainder(dividingBy: UInt.bitWidth)
    var result = Limbs(repeating: 0, count: whole)
    result.reserveCapacity(whole + limbs.count + 1)
    var carry: UInt = 0
    for limb in limbs {
      result.append(limb << UInt(part) | carry)
      carry = part == 0 ? 0 : limb >> UInt(UInt.bitWidth - part)
    }
    if carry != 0 { result.append(carry) }
    return result
  }

  static func shiftRight(_ limbs: Limbs, by count: Int) -> Limbs {
    let (whole, part) = count.quotientAndRemainder(dividingBy: UInt.bitWidth)
    guard whole < limbs.count else { return [] }
    var result = Limbs(limbs[whole...])
    if part > 0 {
      for index in result.indices {
        let above = index + 1 < result.count ? result[index + 1] : 0
        result[index] = result[index] >> UInt(part) | above << UInt(UInt.bitWidth - part)
      }
    }
    trim(&result)
    return result
  }

  private static func combine(
    _ left: BigInteger, _ right: BigInteger, _ operation: (UInt, UInt) -> UInt
  ) -> BigInteger {
    let count = max(left.magnitude.count, right.magnitude.count) + 1
    let (a, b) = (left.twosComplement(count), right.twosComplement(count))
    var limbs = Limbs()
    limbs.reserveCapacity(count)
    for index in 0..<count { limbs.append(operation(a[index], b[index])) }
    let isNegative = limbs[count - 1] >> UInt(UInt.bitWidth - 1) == 1
    if isNegative { negate(&limbs) }
    return BigInteger(magnitude: limbs, isNegative: isNegative)
  }

  private func twosComplement(_ count: Int) -> Limbs {
    var limbs = magnitude + Limbs(repeating: 0, count: count - magnitude.count)
    if isNegative { Self.negate(&limbs) }
    return limbs
  }

  private static func negate(_ limbs: inout Limbs) {
    var carry = true
    for index in limbs.indices {
      let (sum, over) = (~limbs[index]).addingReportingOverflow(carry ? 1 : 0)
      limbs[index] = sum
      carry = over
    }
  }
}
