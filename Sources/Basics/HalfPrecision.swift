extension Float {
  /// A number of IEEE 754 binary16: a sign, five bits of exponent, ten of fraction.
  public init(halfPrecision bits: UInt16) {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(bits >> 10 & 31), bits & 1023)
    switch exponent {
    case 0: self = sign * Float(fraction) * 0x1p-24
    case 31: self = fraction == 0 ? sign * .infinity : .nan
    default:
      let magnitude = UInt32(exponent + 112) << 23 | UInt32(fraction) << 13
      self = sign * Float(bitPattern: magnitude)
    }
  }
}
