import Basics

/// Resampling of 8-bit samples as Pillow does it, to the bit: first across and then down, each time with whole
/// weights of 2²²ths, rounded to a byte with ties up.
///
/// Source: Pillow, `Resample.c`.
struct ByteResampler {
  private static let bits: Int32 = 22

  private let source: Size
  private let target: Size
  private let channels: Int
  private let columns: Taps
  private let rows: Taps

  init(from source: Size, to target: Size, channels: Int, _ interpolation: Interpolation) {
    (self.source, self.target, self.channels) = (source, target, channels)
    let unit = Double(1 << Self.bits)
    columns = .antialiased(interpolation, from: source.width, to: target.width, unit: unit)
    rows = .antialiased(interpolation, from: source.height, to: target.height, unit: unit)
  }

  func apply(to samples: [UInt8]) throws -> [UInt8] {
    try down(source.width == target.width ? samples : across(samples))
  }

  private func across(_ samples: [UInt8]) throws -> [UInt8] {
    let (width, sourceWidth) = (target.width * channels, source.width * channels)
    let weights = columns.weights.map { Int32($0) }
    return try filled(source.height * width) { output in
      try samples.withUnsafeBufferPointer { samples in
        try weights.withUnsafeBufferPointer { weights in
          guard let samples = samples.baseAddress, let weights = weights.baseAddress else { return }
          for row in 0..<source.height {
            try Cancellation.check()
            across(samples + row * sourceWidth, weights, into: output + row * width)
          }
        }
      }
    }
  }

  private func across(
    _ row: UnsafePointer<UInt8>, _ weights: UnsafePointer<Int32>,
    into output: UnsafeMutablePointer<UInt8>
  ) {
    var (weight, target) = (weights, output)
    for start in columns.starts {
      for channel in 0..<channels {
        var (sum, place) = (Self.half, start &* channels &+ channel)
        for tap in 0..<columns.count {
          sum &+= Int32(truncatingIfNeeded: row[place]) &* weight[tap]
          place &+= channels
        }
        target[channel] = Self.byte(sum)
      }
      weight += columns.count
      target += channels
    }
  }

  private func down(_ samples: [UInt8]) throws -> [UInt8] {
    if source.height == target.height { return samples }
    let width = target.width * channels
    return try filled(target.height * width) { output in
      try withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(width, 1)) { sums in
        try samples.withUnsafeBufferPointer { samples in
          guard let samples = samples.baseAddress, let sums = sums.baseAddress else { return }
          for (row, start) in rows.starts.enumerated() {
            try Cancellation.check()
            for place in 0..<width { sums[place] = Self.half }
            for tap in 0..<rows.count {
              let weight = Int32(rows.weights[row * rows.count + tap])
              if weight == 0 { continue }
              let line = samples + (start + tap) * width
              for place in 0..<width {
                sums[place] &+= Int32(truncatingIfNeeded: line[place]) &* weight
              }
            }
            for place in 0..<width { output[row * width + place] = Self.byte(sums[place]) }
          }
        }
      }
    }
  }

  private func filled(
    _ count: Int, _ body: (UnsafeMutablePointer<UInt8>) throws -> Void
  ) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      guard let output = output.baseAddress else { return }
      try body(output)
      initialized = count
    }
  }

  private static let half = Int32(1) << (bits - 1)

  @inline(__always)
  private static func byte(_ sum: Int32) -> UInt8 {
    UInt8(truncatingIfNeeded: min(max(sum >> bits, 0), 255))
  }
}
