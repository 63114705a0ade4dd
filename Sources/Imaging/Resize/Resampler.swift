import Basics

/// Separable resampling: every source row is resampled across once, and each target row is a
/// weighted sum of such rows.
struct Resampler {
  private let source: Size
  private let channels: Int
  private let columns: Taps
  private let rows: Taps
  private let rounding: Rounding

  /// How 8-bit samples are rounded on their way.
  private enum Rounding {
    /// Once, at the end, ties to even.
    case toEven
    /// Once, at the end, ties up: OpenCV's mean of 2 × 2 pixels.
    case up
  }

  /// - Parameter quantized: the weights that OpenCV takes for 8-bit samples.
  init(
    from source: Size, to target: Size, channels: Int, _ interpolation: Interpolation,
    corners: Corners, antialias: Bool, quantized: Bool
  ) {
    self.source = source
    self.channels = channels
    let grows = source.height < target.height || source.width < target.width
    func taps(_ source: Int, _ target: Int) -> Taps {
      switch interpolation {
      case .area where grows: .areaRamps(from: source, to: target)
      case .area: .area(from: source, to: target)
      case _ where antialias: .antialiased(interpolation, from: source, to: target)
      case .lanczos: .openCV(.lanczos, from: source, to: target, quantized: quantized)
      case .cubic where quantized: .openCV(.cubic, from: source, to: target, quantized: true)
      default: .torch(interpolation, from: source, to: target, corners: corners)
      }
    }
    columns = taps(source.width, target.width)
    rows = taps(source.height, target.height)
    let halves = source.height == 2 * target.height && source.width == 2 * target.width
    rounding = interpolation == .area && halves ? .up : .toEven
  }

  /// Resamples floats of one channel.
  func apply(to samples: [Float]) throws -> [Float] {
    let width = columns.starts.count * channels
    let sourceWidth = source.width * channels
    return try [Float](unsafeUninitializedCapacity: rows.starts.count * width) { output, done in
      try samples.withUnsafeBufferPointer { samples in
        guard let samples = samples.baseAddress, let output = output.baseAddress else { return }
        try forEachRow(
          across: { row, sums in across(samples + row * sourceWidth, into: sums) },
          down: { row, sums in (output + row * width).update(from: sums, count: width) })
      }
      done = rows.starts.count * width
    }
  }

  func apply(to samples: [UInt8]) throws -> [UInt8] {
    let width = columns.starts.count * channels
    let sourceWidth = source.width * channels
    // Sums of quarters: added before rounding to even, it sends ties up and moves nothing else.
    let bias: Float = rounding == .up ? 1 / 1024 : 0
    return try [UInt8](unsafeUninitializedCapacity: rows.starts.count * width) { output, done in
      try withUnsafeTemporaryAllocation(of: Float.self, capacity: sourceWidth + 1) { widened in
        try samples.withUnsafeBufferPointer { samples in
          guard let samples = samples.baseAddress, let output = output.baseAddress,
            let widened = widened.baseAddress
          else { return }
          try forEachRow(
            across: { row, sums in
              let start = samples + row * sourceWidth
              for place in 0..<sourceWidth { widened[place] = Float(start[place]) }
              across(widened, into: sums)
            },
            down: { row, sums in
              let start = output + row * width
              for place in 0..<width { start[place] = Self.byte(sums[place] + bias) }
            })
        }
      }
      done = rows.starts.count * width
    }
  }

  /// Calls `across` once for each source row that counts, and `down` for each target row, in order.
  private func forEachRow(
    across: (_ row: Int, _ sums: UnsafeMutablePointer<Float>) -> Void,
    down: (_ row: Int, _ sums: UnsafePointer<Float>) -> Void
  ) throws {
    // One more than a row holds: the last pixel is stored as four lanes.
    let length = columns.starts.count * channels + 1
    // Rows are kept in turn; as many as one target row needs, and one more for its sum.
    try withUnsafeTemporaryAllocation(of: Float.self, capacity: (rows.count + 1) * length) {
      guard let kept = $0.baseAddress else { return }
      let sum = kept + rows.count * length
      var next = 0
      for (target, start) in rows.starts.enumerated() {
        try Cancellation.check()
        for row in max(next, start)..<max(next, start + rows.count) {
          across(row, kept + row % rows.count * length)
        }
        next = max(next, start + rows.count)
        for tap in stride(from: 0, to: rows.count, by: 2) {
          // A tap without a partner is its own, with half the weight each.
          let other = min(tap + 1, rows.count - 1)
          let share: Float = other == tap ? 0.5 : 1
          let weight = target * rows.count
          add(
            kept + (start + tap) % rows.count * length,
            share * rows.weights[weight + tap],
            kept + (start + other) % rows.count * length,
            share * rows.weights[weight + other], to: sum, isFirst: tap == 0)
        }
        down(target, sum)
      }
    }
  }

  /// Two rows at a time: half the passes over the sum.
  private func add(
    _ first: UnsafePointer<Float>, _ firstWeight: Float, _ second: UnsafePointer<Float>,
    _ secondWeight: Float, to sum: UnsafeMutablePointer<Float>, isFirst: Bool
  ) {
    let count = columns.starts.count * channels
    if isFirst {
      for place in 0..<count {
        sum[place] = first[place] * firstWeight + second[place] * secondWeight
      }
    } else {
      for place in 0..<count {
        sum[place] += first[place] * firstWeight + second[place] * secondWeight
      }
    }
  }

  private func across(_ row: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>) {
    columns.weights.withUnsafeBufferPointer { weights in
      guard var weight = weights.baseAddress else { return }
      var target = sums
      for start in columns.starts {
        let first = row + start * channels
        if channels == 3 {
          // Four lanes: the fourth reads into the next pixel, and is overwritten by it.
          var sum = SIMD4<Float>.zero
          for tap in 0..<columns.count {
            let pixel = UnsafeRawPointer(first + 3 * tap).loadUnaligned(as: SIMD4<Float>.self)
            sum += pixel * weight[tap]
          }
          UnsafeMutableRawPointer(target).storeBytes(of: sum, as: SIMD4<Float>.self)
        } else {
          for channel in 0..<channels {
            var value: Float = 0
            for tap in 0..<columns.count { value += first[tap * channels + channel] * weight[tap] }
            target[channel] = value
          }
        }
        target += channels
        weight += columns.count
      }
    }
  }

  /// The nearest byte, ties to even: adding 1.5 · 2²³ leaves the rounded integer in the low bits,
  /// and unlike a conversion it runs on many samples at once.
  @inline(__always)
  private static func byte(_ value: Float) -> UInt8 {
    let clamped = min(max(value, 0), 255)
    return UInt8(truncatingIfNeeded: (clamped + 12_582_912).bitPattern)
  }
}
