/// An exact integer of any size: a sign and a magnitude of 64-bit limbs, the least significant first.
///
/// Values that fit a machine word are held as words in a ``Value``; this type computes the rest. The
/// machine refuses results of more than ``greatestBitWidth`` bits before they are computed.
public struct BigInteger: Sendable, Hashable {
  typealias Limbs = [UInt]

  /// Without leading zeros; empty for 0.
  private(set) var magnitude: Limbs
  /// Never true for 0.
  private(set) var isNegative: Bool

  /// The most bits that a script's integer may have: about 2.5 million decimal digits.
  static let greatestBitWidth = 1 << 23

  init(magnitude: Limbs, isNegative: Bool) {
    var magnitude = magnitude
    Self.trim(&magnitude)
    self.magnitude = magnitude
    self.isNegative = isNegative && !magnitude.isEmpty
  }

  /// An integer of a machine word.
  public init(_ word: Int) {
    self.init(magnitude: word == 0 ? [] : [word.magnitude], isNegative: word < 0)
  }

  /// The integer that a float is; `nil` for fractions, infinities and NaN.
  public init?(exactly number: Double) {
    guard number.isFinite, number == number.rounded(.towardZero) else { return nil }
    guard number != 0 else {
      self.init(0)
      return
    }
    // |number| is significand × 2^shift with an integral significand of 53 bits.
    let significand = UInt(number.significandBitPattern | 1 << 52)
    let shift = Int(number.exponent) - 52
    let limbs =
      shift >= 0 ? Self.shiftLeft([significand], by: shift) : [significand >> UInt(-shift)]
    self.init(magnitude: limbs, isNegative: number < 0)
  }

  /// The word, where the integer fits one.
  public var asInt: Int? {
    guard magnitude.count <= 1 else { return nil }
    let word = magnitude.first ?? 0
    if isNegative {
      return word <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- word) : nil
    }
    return Int(exactly: word)
  }

  /// Whether the integer is 0.
  public var isZero: Bool { magnitude.isEmpty }

  /// How many bits the magnitude has.
  public var bitWidth: Int { Self.bitWidth(magnitude) }

  /// The nearest float, ties to even; infinite beyond the largest.
  public var doubleValue: Double {
    let width = bitWidth
    guard width > 64 else {
      let value = Double(magnitude.first ?? 0)
      return isNegative ? -value : value
    }
    guard width <= 1024 else { return isNegative ? -.infinity : .infinity }
    // The upper 64 bits decide the rounding, with a sticky bit for all that is below them.
    let shift = width - 64
    var top = Self.shiftRight(magnitude, by: shift).first ?? 0
    if Self.hasBits(magnitude, below: shift) { top |= 1 }
    let value = Double(sign: .plus, exponent: shift, significand: Double(top))
    return isNegative ? -value : value
  }

  var hash: Int {
    if let word = asInt { return word }
    var state: UInt = isNegative ? 0x9E37 : 0x79B9
    for limb in magnitude { state = (state ^ limb) &* 0xFF51_AFD7_ED55_8CCD ^ (state >> 31) }
    return Int(bitPattern: state)
  }

  static func trim(_ limbs: inout Limbs) {
    while limbs.last == 0 { limbs.removeLast() }
  }

  static func bitWidth(_ limbs: Limbs) -> Int {
    guard let top = limbs.last else { return 0 }
    return limbs.count * UInt.bitWidth - top.leadingZeroBitCount
  }

  private static func hasBits(_ limbs: Limbs, below bit: Int) -> Bool {
    let (whole, part) = bit.quotientAndRemainder(dividingBy: UInt.bitWidth)
    if limbs.prefix(whole).contains(where: { $0 != 0 }) { return true }
    return whole < limbs.count && limbs[whole] & ((1 << UInt(part)) - 1) != 0
  }
}

extension BigInteger: Comparable {
  /// The order of integers.
  public static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? compare(right.magnitude, left.magnitude) < 0 : compare(left.magnitude, right.magnitude) < 0
  }

  /// −1, 0 or 1 as the first magnitude is less, equal or greater.
  static func compare(_ left: Limbs, _ right: Limbs) -> Int {
    if left.count != right.count { return left.count < right.count ? -1 : 1 }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }
}
