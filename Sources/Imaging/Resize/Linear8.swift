import Basics

/// Linear interpolation of 8-bit samples in the fixed point of OpenCV's `INTER_LINEAR`, bit by bit.
///
/// Weights have 11 fraction bits. A row is first interpolated across into 19-bit sums s, and two
/// such rows then give ((b₀ · (s₀ >> 4) >> 16) + (b₁ · (s₁ >> 4) >> 16) + 2) >> 2.
struct Linear8 {
  private let source: Size
  private var columns: [Step]
  private var rows: [Step]

  /// - Parameter areaRamps: take the positions of `INTER_AREA` for sides that grow.
  init(from source: Size, to target: Size, areaRamps: Bool = false) {
    self.source = source
    columns = Step.table(from: source.width, to: target.width, areaRamps, clampsWeight: true)
    rows = Step.table(from: source.height, to: target.height, areaRamps, clampsWeight: false)
  }

  /// The part that a framing of these two sizes sees, reversed as it says.
  func windowed(_ framing: Framing) -> Linear8 {
    var part = self
    part.rows = framing.seenRows(of: rows)
    part.columns = framing.seenColumns(of: columns)
    return part
  }

  func apply(to samples: [UInt8], channels: Int) throws -> [UInt8] {
    let width = columns.count * channels
    return try [UInt8](unsafeUninitializedCapacity: rows.count * width) { output, initialized in
      guard let target = output.baseAddress else { return }
      try apply(to: samples, channels: channels, into: target, stride: width)
      initialized = rows.count * width
    }
  }

  /// - Parameter stride: the samples from one target row to the next.
  func apply(
    to samples: [UInt8], channels: Int, into output: UnsafeMutablePointer<UInt8>, stride: Int
  ) throws {
    let width = columns.count * channels
    try withUnsafeTemporaryAllocation(of: Int16.self, capacity: 2 * width) { sums in
      guard let sums = sums.baseAddress else { return }
      var target = output
      // Neighbouring rows differ in parity, which is where each is kept.
      var kept = (even: -1, odd: -1)
      for row in rows {
        try Cancellation.check()
        for place in row.first...row.second
        where (place.isMultiple(of: 2) ? kept.even : kept.odd) != place {
          across(samples, row: place, channels: channels, into: sums + (place & 1) * width)
          if place.isMultiple(of: 2) { kept.even = place } else { kept.odd = place }
        }
        Self.down(
          row, sums + (row.first & 1) * width, sums + (row.second & 1) * width, into: target,
          count: width)
        target += stride
      }
    }
  }

  private func across(
    _ samples: [UInt8], row: Int, channels: Int, into sums: UnsafeMutablePointer<Int16>
  ) {
    samples.withUnsafeBufferPointer { samples in
      guard let start = samples.baseAddress.map({ $0 + row * source.width * channels }) else {
        return
      }
      var target = sums
      for step in columns {
        let (first, second) = (start + step.first * channels, start + step.second * channels)
        // Written out for three channels: a loop of three is not unrolled, and costs twice as much.
        if channels == 3 {
          target[0] = step.sum(first[0], second[0])
          target[1] = step.sum(first[1], second[1])
          target[2] = step.sum(first[2], second[2])
        } else {
          for channel in 0..<channels {
            target[channel] = step.sum(first[channel], second[channel])
          }
        }
        target += channels
      }
    }
  }

  private static func down(
    _ row: Step, _ first: UnsafePointer<Int16>, _ second: UnsafePointer<Int16>,
    into output: UnsafeMutablePointer<UInt8>, count: Int
  ) {
    let firstWeight = Int16(truncatingIfNeeded: row.firstWeight)
    let secondWeight = Int16(truncatingIfNeeded: row.secondWeight)
    for place in 0..<count {
      let sum = high(first[place], firstWeight) &+ high(second[place], secondWeight)
      output[place] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
    }
  }

  /// The high half of a product, which is one instruction for eight products at a time.
  @inline(__always)
  private static func high(_ sum: Int16, _ weight: Int16) -> Int16 {
    Int16(truncatingIfNeeded: (Int32(sum) &* Int32(weight)) >> 16)
  }
}

/// Two neighbours and their weights in 2048ths.
private struct Step {
  var first: Int
  var second: Int
  var firstWeight: Int32
  var secondWeight: Int32

  /// The weighted sum, less its last four bits.
  @inline(__always)
  func sum(_ first: UInt8, _ second: UInt8) -> Int16 {
    Int16(truncatingIfNeeded: (Int32(first) &* firstWeight &+ Int32(second) &* secondWeight) >> 4)
  }

  /// - Parameter clampsWeight: OpenCV gives a position beyond the border all weight to one column,
  ///   but splits it between a row and itself; the rounding of the two differs.
  static func table(
    from source: Int, to target: Int, _ areaRamps: Bool, clampsWeight: Bool
  ) -> [Step] {
    let ratio = Double(target) / Double(source)
    let scale = 1 / ratio
    return (0..<target).map { place in
      var (start, fraction) =
        areaRamps
        ? areaPosition(place, scale: scale, ratio: ratio) : centerPosition(place, scale: scale)
      if clampsWeight, start < 0 || start >= source - 1 { fraction = 0 }
      start = clampsWeight ? min(max(start, 0), source - 1) : start
      return Step(
        first: min(max(start, 0), source - 1), second: min(max(start + 1, 0), source - 1),
        firstWeight: weight(1 - fraction), secondWeight: weight(fraction))
    }
  }

  private static func weight(_ fraction: Float) -> Int32 {
    Int32((fraction * 2048).rounded(.toNearestOrEven))
  }

  private static func centerPosition(_ place: Int, scale: Double) -> (start: Int, fraction: Float) {
    let position = Float((Double(place) + 0.5) * scale - 0.5)
    let start = position.rounded(.down)
    return (Int(start), position - start)
  }

  /// The ramp between two source pixels is as wide as one target pixel.
  private static func areaPosition(
    _ place: Int, scale: Double, ratio: Double
  ) -> (start: Int, fraction: Float) {
    let start = (Double(place) * scale).rounded(.down)
    let overlap = Float(Double(place + 1) - (start + 1) * ratio)
    return (Int(start), overlap <= 0 ? 0 : overlap - overlap.rounded(.down))
  }
}
