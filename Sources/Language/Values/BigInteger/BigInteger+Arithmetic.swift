public import Basics

extension BigInteger {
  /// What Ctrl-C makes of the computations that may take long.
  public typealias Interrupted = Cancellation.Interrupted

  /// The sum.
  public static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(
        magnitude: add(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }
    if compare(left.magnitude, right.magnitude) >= 0 {
      return BigInteger(
        magnitude: subtract(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }
    return BigInteger(
      magnitude: subtract(right.magnitude, left.magnitude), isNegative: right.isNegative)
  }

  /// The difference.
  public static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  /// The negative.
  public static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(magnitude: value.magnitude, isNegative: !value.isNegative)
  }

  /// The product; long ones are stopped by Ctrl-C.
  public static func * (left: BigInteger, right: BigInteger) throws(Interrupted) -> BigInteger {
    BigInteger(
      magnitude: try multiply(left.magnitude, right.magnitude),
      isNegative: left.isNegative != right.isNegative)
  }

  /// The power; the caller has made sure that the result is not too large.
  func power(_ exponent: Int) throws(Interrupted) -> BigInteger {
    var result = BigInteger(1)
    var square = self
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result = try result * square }
      remaining >>= 1
      if remaining > 0 { square = try square * square }
    }
    return result
  }

  static func add(_ left: Limbs, _ right: Limbs) -> Limbs {
    var (sum, other) = left.count >= right.count ? (left, right) : (right, left)
    if addInPlace(&sum, &other, at: 0) { sum.append(1) }
    return sum
  }

  /// Adds `other` to `sum` from limb `offset` on; whether a carry is left.
  private static func addInPlace(_ sum: inout Limbs, _ other: inout Limbs, at offset: Int) -> Bool {
    var carry = false
    for index in other.indices {
      (sum[offset + index], carry) = addCarrying(sum[offset + index], other[index], carry)
    }
    var index = offset + other.count
    while carry, index < sum.count {
      (sum[index], carry) = addCarrying(sum[index], 0, carry)
      index += 1
    }
    return carry
  }

  /// The difference of magnitudes, the first not being smaller.
  static func subtract(_ left: Limbs, _ right: Limbs) -> Limbs {
    var difference = left
    var borrow = false
    for index in left.indices {
      if index >= right.count && !borrow { break }
      let taken = index < right.count ? right[index] : 0
      let (partial, under) = difference[index].subtractingReportingOverflow(taken)
      let (final, underAgain) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
      difference[index] = final
      borrow = under || underAgain
    }
    trim(&difference)
    return difference
  }

  private static func addCarrying(_ a: UInt, _ b: UInt, _ carry: Bool) -> (UInt, Bool) {
    let (partial, over) = a.addingReportingOverflow(b)
    let (sum, overAgain) = partial.addingReportingOverflow(carry ? 1 : 0)
    return (sum, over || overAgain)
  }
}

// MARK: - Products of magnitudes

extension BigInteger {
  /// Below this many limbs the schoolbook method is faster.
  private static let karatsubaThreshold = 40

  static func multiply(_ left: Limbs, _ right: Limbs) throws(Interrupted) -> Limbs {
    if left.isEmpty || right.isEmpty { return [] }
    try Cancellation.check()
    let (long, short) = left.count >= right.count ? (left, right) : (right, left)
    if short.count < karatsubaThreshold { return multiplySchoolbook(long, short) }
    if long.count >= 2 * short.count { return try multiplyUnbalanced(long, short) }
    return try multiplyKaratsuba(long, short)
  }

  private static func multiplySchoolbook(_ left: Limbs, _ right: Limbs) -> Limbs {
    let size = left.count + right.count
    var product = Limbs(unsafeUninitializedCapacity: size) { buffer, count in
      buffer.initialize(repeating: 0)
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          for i in right.indices {
            var carry: UInt = 0
            for j in left.indices {
              // left × right + product + carry fits two limbs.
              let (high, low) = left[j].multipliedFullWidth(by: right[i])
              let (sum, over) = low.addingReportingOverflow(buffer[i + j])
              let (total, overAgain) = sum.addingReportingOverflow(carry)
              buffer[i + j] = total
              carry = high &+ (over ? 1 : 0) &+ (overAgain ? 1 : 0)
            }
            buffer[i + left.count] = carry
          }
        }
      }
      count = size
    }
    trim(&product)
    return product
  }

  /// The longer factor is cut into pieces as long as the shorter one.
  private static func multiplyUnbalanced(_ long: Limbs, _ short: Limbs) throws(Interrupted)
    -> Limbs
  {
    var product = Limbs(repeating: 0, count: long.count + short.count)
    for start in stride(from: 0, to: long.count, by: short.count) {
      let piece = slice(long, start, start + short.count)
      var part = try multiply(piece, short)
      _ = addInPlace(&product, &part, at: start)
    }
    trim(&product)
    return product
  }

  /// (a₁B + a₀)(b₁B + b₀) from three products: a₁b₁, a₀b₀ and (a₁ + a₀)(b₁ + b₀).
  private static func multiplyKaratsuba(_ left: Limbs, _ right: Limbs) throws(Interrupted)
    -> Limbs
  {
    let half = (left.count + 1) / 2
    let (low1, high1) = (slice(left, 0, half), slice(left, half, left.count))
    let (low2, high2) = (slice(right, 0, half), slice(right, half, right.count))
    var low = try multiply(low1, low2)
    var high = try multiply(high1, high2)
    let mixed = try multiply(add(low1, high1), add(low2, high2))
    var middle = subtract(subtract(mixed, low), high)
    var product = Limbs(repeating: 0, count: left.count + right.count + 1)
    _ = addInPlace(&product, &low, at: 0)
    _ = addInPlace(&product, &middle, at: half)
    _ = addInPlace(&product, &high, at: 2 * half)
    trim(&product)
    return product
  }

  static func slice(_ limbs: Limbs, _ start: Int, _ end: Int) -> Limbs {
    guard start < limbs.count else { return [] }
    var part = Limbs(limbs[start..<min(end, limbs.count)])
    trim(&part)
    return part
  }
}
