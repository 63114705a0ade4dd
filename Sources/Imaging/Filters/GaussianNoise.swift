public import Basics
import Glibc

/// Normally distributed numbers by their quantiles: 16 random bits choose one of 65,536 numbers of equal
/// probability, the medians of as many slices of the normal distribution.
///
/// The largest is 4.3 deviations; of a distribution that is rounded to bytes nothing is lost. A word of
/// the generator makes four, which is several times as fast as any exact method.
enum NormalQuantiles {
  /// Φ⁻¹((i + ½) / 65536) for the upper half, i ≥ 32768; the lower half mirrors it.
  private static let upper: [Float] = (0..<32768).map { index in
    Float(quantile(0.5 + (Double(index) + 0.5) / 65536))
  }

  /// A function that gives the next number of a generator.
  static func withTable<Result>(
    _ body: (UnsafePointer<Float>) throws -> Result
  ) rethrows -> Result? {
    try upper.withUnsafeBufferPointer { try $0.baseAddress.map(body) }
  }

  @inline(__always)
  static func number(_ bits: UInt64, _ table: UnsafePointer<Float>) -> Float {
    let value = table[Int(bits & 0x7FFF)]
    return bits & 0x8000 == 0 ? value : -value
  }

  /// Φ⁻¹(p) by bisection of Φ, to the last bit that a 32-bit number holds.
  private static func quantile(_ p: Double) -> Double {
    var (low, high) = (0.0, 8.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle * 0.5.squareRoot()) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

extension Image {
  /// Adds normally distributed noise to every sample, cut to 0…255 and rounded.
  ///
  /// - Parameters:
  ///   - mean: the noise's mean, in steps of a byte.
  ///   - deviation: its deviation, in steps of a byte.
  ///   - perChannel: whether each channel has noise of its own; otherwise the three of a pixel share it.
  public mutating func addNoise(
    mean: Double, deviation: Double, perChannel: Bool = true, using random: inout KeyedRandom
  ) {
    let (mean, deviation, share) = (Float(mean), Float(deviation), perChannel ? 1 : 3)
    bytes.withUnsafeMutableBufferPointer { bytes in
      _ = NormalQuantiles.withTable { table in
        var (bits, left): (UInt64, Int) = (0, 0)
        for start in stride(from: 0, to: bytes.count, by: share) {
          if left == 0 { (bits, left) = (random.next(), 4) }
          let noise = mean + deviation * NormalQuantiles.number(bits, table)
          bits >>= 16
          left -= 1
          for place in start..<start + share {
            let value = min(max(Float(bytes[place]) + noise, 0), 255)
            bytes[place] = UInt8(truncatingIfNeeded: Int32(value + 0.5))
          }
        }
      }
    }
  }
}
