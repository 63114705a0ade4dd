import Basics
import Glibc

/// A filter that is a product of one across and the same down, over pictures mirrored at their border
/// pixels (``BorderMode/reflect101``): OpenCV's `sepFilter2D`, `blur` and `GaussianBlur`.
///
/// Sums are 32-bit and rounded once, at the end, so a pixel may differ from OpenCV's fixed point by 1.
public struct SeparableFilter: Hashable, Sendable {
  /// The largest reach of a kernel to either side.
  public static let largestRadius = 256

  /// The weights, an odd number of them; they add up to 1.
  let weights: [Float]

  private var radius: Int { weights.count / 2 }

  /// The mean over `side` × `side` pixels; an even side counts as the next odd one.
  public static func box(_ side: Int) -> SeparableFilter {
    let radius = min(max(side / 2, 0), largestRadius)
    let count = 2 * radius + 1
    return SeparableFilter(weights: [Float](repeating: 1 / Float(count), count: count))
  }

  /// The Gaussian exp(−x² / 2σ²), normalised.
  ///
  /// - Parameters:
  ///   - sigma: the deviation in pixels; 0 and below leave the picture as it is.
  ///   - side: the kernel's side, an even one counts as the next odd one; where it is 0,
  ///     2 · ⌊3.5 σ⌋ + 1, as albumentations has it.
  public static func gaussian(sigma: Double, side: Int = 0) -> SeparableFilter {
    let wanted = side > 0 ? side / 2 : Int(min(max(sigma, 0) * 3.5, Double(largestRadius)))
    let radius = min(wanted, largestRadius)
    guard sigma > 0 else { return box(1) }
    let values = (-radius...radius).map { exp(-0.5 * (Double($0) / sigma) * (Double($0) / sigma)) }
    let sum = values.reduce(0, +)
    return SeparableFilter(weights: values.map { Float($0 / sum) })
  }

  /// Filters 8-bit samples of a picture without being told what they mean.
  func apply(to samples: [UInt8], size: Size, channels: Int) throws -> [UInt8] {
    guard radius > 0, size.count > 0 else { return samples }
    let width = size.width * channels
    let padded = width + 2 * radius * channels
    return try [UInt8](unsafeUninitializedCapacity: samples.count) { output, initialized in
      // A ring of filtered rows, a row in the making, and the sum of a ring's rows.
      let rows = weights.count
      try withUnsafeTemporaryAllocation(
        of: Float.self, capacity: rows * width + padded + width
      ) { memory in
        guard let ring = memory.baseAddress, let output = output.baseAddress else { return }
        let (widened, sum) = (ring + rows * width, ring + rows * width + padded)
        var next = -radius
        for row in 0..<size.height {
          try Cancellation.check()
          while next <= row + radius {
            let place = BorderMode.reflect101.place(of: next, in: size.height) ?? 0
            widen(samples, row: place, size: size, channels: channels, into: widened)
            accumulate(
              (0..<rows).map { UnsafePointer(widened + $0 * channels) },
              into: ring + (next + radius) % rows * width, count: width)
            next += 1
          }
          accumulate(
            (0..<rows).map { UnsafePointer(ring + (row + $0) % rows * width) }, into: sum,
            count: width)
          let target = output + row * width
          for place in 0..<width { target[place] = Self.byte(sum[place]) }
        }
      }
      initialized = samples.count
    }
  }

  /// A row as floats, with its mirrored continuation on both sides.
  private func widen(
    _ samples: [UInt8], row: Int, size: Size, channels: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    samples.withUnsafeBufferPointer { samples in
      guard let source = samples.baseAddress.map({ $0 + row * size.width * channels }) else {
        return
      }
      let margin = radius * channels
      for place in 0..<size.width * channels { target[margin + place] = Float(source[place]) }
      for column in [-radius..<0, size.width..<size.width + radius].joined() {
        let place = BorderMode.reflect101.place(of: column, in: size.width) ?? 0
        for channel in 0..<channels {
          target[(column + radius) * channels + channel] = Float(source[place * channels + channel])
        }
      }
    }
  }

  /// The weighted sum of rows; one pass for each pair of weights that mirror each other.
  private func accumulate(
    _ rows: [UnsafePointer<Float>], into sum: UnsafeMutablePointer<Float>, count: Int
  ) {
    scale(rows[radius], by: weights[radius], into: sum, count: count)
    for tap in 0..<radius {
      addPair(rows[tap], rows[weights.count - 1 - tap], times: weights[tap], to: sum, count: count)
    }
  }

  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: (min(max(value, 0), 255) + 12_582_912).bitPattern)
  }
}

extension Image {
  /// The image, filtered.
  ///
  /// - Throws: `Cancellation.Interrupted`.
  public func filtered(by filter: SeparableFilter) throws -> Image {
    Image(size: size, bytes: try filter.apply(to: bytes, size: size, channels: 3))
  }
}

/// Nothing but pointers and a count: the loops become vectors.
@inline(never)
private func scale(
  _ row: UnsafePointer<Float>, by weight: Float, into sum: UnsafeMutablePointer<Float>, count: Int
) {
  for place in 0..<count { sum[place] = row[place] * weight }
}

@inline(never)
private func addPair(
  _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, times weight: Float,
  to sum: UnsafeMutablePointer<Float>, count: Int
) {
  for place in 0..<count { sum[place] += (first[place] + second[place]) * weight }
}
