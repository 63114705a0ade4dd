public import Basics

extension BigInteger {
  /// The quotient rounded towards −∞ and the remainder with the divisor's sign; `divisor` is not 0.
  public func floorDivided(by divisor: BigInteger) throws(Interrupted)
    -> (quotient: BigInteger, remainder: BigInteger)
  {
    let (limbs, rest) = try Self.divide(magnitude, by: divisor.magnitude)
    var quotient = BigInteger(magnitude: limbs, isNegative: isNegative != divisor.isNegative)
    var remainder = BigInteger(magnitude: rest, isNegative: isNegative)
    if !remainder.isZero, isNegative != divisor.isNegative {
      quotient = quotient - BigInteger(1)
      remainder = remainder + divisor
    }
    return (quotient, remainder)
  }

  /// The float nearest to the quotient of two integers; `divisor` is not 0.
  ///
  /// Both are scaled so that the integer quotient has at least 64 bits; a sticky bit stands for the rest.
  public func quotient(by divisor: BigInteger) throws(Interrupted) -> Double {
    let shift = 66 - (bitWidth - divisor.bitWidth)
    let dividend = shift > 0 ? Self.shiftLeft(magnitude, by: shift) : magnitude
    let scaled = shift < 0 ? Self.shiftLeft(divisor.magnitude, by: -shift) : divisor.magnitude
    var (limbs, rest) = try Self.divide(dividend, by: scaled)
    if !rest.isEmpty, !limbs.isEmpty { limbs[0] |= 1 }
    let sign: FloatingPointSign = isNegative != divisor.isNegative ? .minus : .plus
    return Self.scaled(limbs, by: -shift, sign)
  }

  /// limbs × 2^exponent rounded once, also where the result is subnormal.
  private static func scaled(_ limbs: Limbs, by exponent: Int, _ sign: FloatingPointSign) -> Double
  {
    let top = bitWidth(limbs) + exponent
    guard top > -1021 else {
      // Fewer than 53 bits are left of a subnormal: cut to them by an exact integer rounding.
      let drop = -1074 - exponent
      return Double(
        sign: sign, exponent: -1074, significand: Double(roundedShiftRight(limbs, by: drop)))
    }
    let value = BigInteger(magnitude: limbs, isNegative: false).doubleValue
    return Double(sign: sign, exponent: exponent, significand: value)
  }

  private static func roundedShiftRight(_ limbs: Limbs, by count: Int) -> UInt {
    let kept = shiftRight(limbs, by: count - 1).first ?? 0
    let isExact = shiftLeft(shiftRight(limbs, by: count - 1), by: count - 1) == limbs
    let (floor, half) = (kept >> 1, kept & 1)
    return half == 1 && (!isExact || floor & 1 == 1) ? floor + 1 : floor
  }

  /// Quotient and remainder of magnitudes; `divisor` is not empty.
  static func divide(_ dividend: Limbs, by divisor: Limbs) throws(Interrupted)
    -> (quotient: Limbs, remainder: Limbs)
  {
    if compare(dividend, divisor) < 0 { return ([], dividend) }
    if divisor.count == 1 {
      let (quotient, rest) = divide(dividend, byLimb: divisor[0])
      return (quotient, rest == 0 ? [] : [rest])
    }
    return try divideLong(dividend, divisor)
  }

  static func divide(_ dividend: Limbs, byLimb divisor: UInt) -> (quotient: Limbs, remainder: UInt)
  {
    var quotient = dividend
    var rest: UInt = 0
    for index in dividend.indices.reversed() {
      (quotient[index], rest) = divisor.dividingFullWidth((rest, dividend[index]))
    }
    trim(&quotient)
    return (quotient, rest)
  }

  /// Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
  private static func divideLong(_ dividend: Limbs, _ divisor: Limbs) throws(Interrupted)
    -> (Limbs, Limbs)
  {
    let shift = divisor[divisor.count - 1].leadingZeroBitCount
    let v = shiftLeft(divisor, by: shift)
    var u = shiftLeft(dividend, by: shift)
    while u.count <= dividend.count { u.append(0) }
    let n = v.count
    let m = u.count - n - 1
    var quotient = Limbs(repeating: 0, count: m + 1)
    try u.withUnsafeMutableBufferPointer { u throws(Interrupted) in
      try v.withUnsafeBufferPointer { v throws(Interrupted) in
        for j in stride(from: m, through: 0, by: -1) {
          try Cancellation.check()
          quotient[j] = divisionStep(u, v, j)
        }
      }
    }
    trim(&quotient)
    var remainder = Limbs(u[0..<n])
    trim(&remainder)
    return (quotient, shiftRight(remainder, by: shift))
  }

  /// One limb of the quotient: u[j…j+n] is reduced by it times v.
  private static func divisionStep(
    _ u: UnsafeMutableBufferPointer<UInt>, _ v: UnsafeBufferPointer<UInt>, _ j: Int
  ) -> UInt {
    let n = v.count
    var estimate = estimateQuotient(u, v, j)
    var borrow: UInt = 0
    for i in 0..<n {
      let (high, low) = estimate.multipliedFullWidth(by: v[i])
      let (product, over) = low.addingReportingOverflow(borrow)
      let (difference, under) = u[i + j].subtractingReportingOverflow(product)
      u[i + j] = difference
      borrow = high &+ (over ? 1 : 0) &+ (under ? 1 : 0)
    }
    let (top, isTooLarge) = u[j + n].subtractingReportingOverflow(borrow)
    u[j + n] = top
    if isTooLarge {
      estimate &-= 1
      var carry = false
      for i in 0..<n {
        let (sum, over) = u[i + j].addingReportingOverflow(v[i])
        let (total, overAgain) = sum.addingReportingOverflow(carry ? 1 : 0)
        u[i + j] = total
        carry = over || overAgain
      }
      u[j + n] = u[j + n] &+ (carry ? 1 : 0)
    }
    return estimate
  }

  /// The estimate from the upper limbs, at most one too large.
  private static func estimateQuotient(
    _ u: UnsafeMutableBufferPointer<UInt>, _ v: UnsafeBufferPointer<UInt>, _ j: Int
  ) -> UInt {
    let n = v.count
    let (u2, u1, u0) = (u[j + n], u[j + n - 1], u[j + n - 2])
    guard u2 < v[n - 1] else { return .max }
    var (estimate, rest) = v[n - 1].dividingFullWidth((u2, u1))
    while true {
      let (high, low) = estimate.multipliedFullWidth(by: v[n - 2])
      guard high > rest || (high == rest && low > u0) else { return estimate }
      estimate -= 1
      let (sum, over) = rest.addingReportingOverflow(v[n - 1])
      if over { return estimate }
      rest = sum
    }
  }
}
