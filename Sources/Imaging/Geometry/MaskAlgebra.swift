/// Masks combined pixel by pixel. A pixel that either mask ignores is ignored in the result.
extension Mask {
  /// Object where both are.
  public func intersection(_ other: Mask) throws(SizesDiffer) -> Mask {
    try combined(with: other) { $0 & $1 }
  }

  /// Object where at least one is.
  public func union(_ other: Mask) throws(SizesDiffer) -> Mask {
    try combined(with: other) { $0 | $1 }
  }

  /// Object where exactly one is.
  public func symmetricDifference(_ other: Mask) throws(SizesDiffer) -> Mask {
    try combined(with: other) { $0 ^ $1 }
  }

  /// Object where this is and the other is not.
  public func subtracting(_ other: Mask) throws(SizesDiffer) -> Mask {
    try combined(with: other) { $0 & ~$1 & 1 }
  }

  /// Object and background exchanged; ignored pixels stay ignored.
  public var inverted: Mask {
    Mask(size: size, codes: codes.map { $0 > 1 ? $0 : 1 - $0 })
  }

  /// `rule` sees 0 for background and 1 for object, and gives one of them back.
  @inline(__always)
  private func combined(
    with other: Mask, _ rule: (UInt8, UInt8) -> UInt8
  ) throws(SizesDiffer) -> Mask {
    try SizesDiffer.check(size, other.size)
    let count = size.count
    let codes = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      self.codes.withUnsafeBufferPointer { first in
        other.codes.withUnsafeBufferPointer { second in
          for index in 0..<count {
            let (one, two) = (first[index], second[index])
            output[index] = one > 1 || two > 1 ? Mask.ignored : rule(one, two)
          }
        }
      }
      initialized = count
    }
    return Mask(size: size, codes: codes)
  }
}
