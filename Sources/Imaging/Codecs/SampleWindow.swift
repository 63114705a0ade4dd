/// The samples that a picture shows from black to white.
///
/// A sample s is shown as the byte round(255 · (s − low) / (high − low)), cut to 0…255.
public struct SampleWindow: Hashable, Sendable {
  /// What is shown black.
  public let low: Double
  /// What is shown white.
  public let high: Double

  /// `nil` unless both are finite and `low` lies below `high`.
  public init?(low: Double, high: Double) {
    guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else { return nil }
    self.low = low
    self.high = high
  }

  /// The bits, 8 to 16, of numbers up to `most`.
  static func bits(holding most: UInt16) -> Int { max(8, 16 - most.leadingZeroBitCount) }

  /// 0 to the greatest number of so many bits.
  init(bits: Int) { (low, high) = (0, Double((1 << bits) - 1)) }

  /// 0 to a number; 1 where that is 0.
  init(upTo high: UInt16) { (low, self.high) = (0, max(Double(high), 1)) }

  /// The range from the least to the greatest of some numbers; a step of 1 where all are equal.
  init(spanning range: ClosedRange<Float>) {
    low = Double(range.lowerBound)
    // Of numbers beyond 2⁵³ one more is the same.
    high =
      range.lowerBound < range.upperBound ? Double(range.upperBound) : max(low + 1, low.nextUp)
  }

  /// The byte that a sample is shown as; what is no number is black.
  func byte(_ sample: Double) -> UInt8 {
    guard !sample.isNaN else { return 0 }
    let share = (min(max(sample, low), high) - low) / (high - low)
    return UInt8((share * 255).rounded())
  }

  /// What each of 65,536 samples is shown as.
  ///
  /// Of 0 to 2ⁿ − 1 the eight high bits of n count, as OpenCV takes those of 16.
  var table: [UInt8] {
    if low == 0, let top = UInt32(exactly: high), top > 254, top <= 65_535, top & (top + 1) == 0 {
      let shift = UInt32(top.nonzeroBitCount - 8)
      return (0..<UInt32(1 << 16)).map { UInt8(truncatingIfNeeded: min($0, top) >> shift) }
    }
    return (0..<1 << 16).map { byte(Double($0)) }
  }
}
