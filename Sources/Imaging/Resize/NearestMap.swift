import Basics

/// Which one source pixel stands for a pixel of the target.
public enum NearestRule: String, Hashable, Sendable, CaseIterable {
  /// ⌊x · in / out⌋: OpenCV's `INTER_NEAREST`, PyTorch's `nearest`.
  case floor
  /// ⌊(x + ½) · in / out⌋: the pixel that holds the centre; PyTorch's `nearest-exact`, Pillow.
  case center

  init(_ interpolation: Interpolation) { self = interpolation == .nearest ? .floor : .center }
}

/// The source row and column of each target row and column.
struct NearestMap {
  private let width: Int
  private let rows: [Int]
  private let columns: [Int]

  init(from source: Size, to target: Size, rule: NearestRule) {
    width = source.width
    rows = Self.places(from: source.height, to: target.height, rule)
    columns = Self.places(from: source.width, to: target.width, rule)
  }

  func apply<Sample>(to samples: [Sample], channels: Int) throws -> [Sample] {
    let count = rows.count * columns.count * channels
    return try [Sample](unsafeUninitializedCapacity: count) { output, initialized in
      try samples.withUnsafeBufferPointer { source in
        for row in rows {
          try Cancellation.check()
          for column in columns {
            let place = (row * width + column) * channels
            for channel in 0..<channels {
              output.initializeElement(at: initialized, to: source[place + channel])
              initialized += 1
            }
          }
        }
      }
    }
  }

  /// The floor rule multiplies by a rounded ratio, as OpenCV does, so that both err alike where
  /// x · in / out is a whole number; the centre rule is exact.
  private static func places(from source: Int, to target: Int, _ rule: NearestRule) -> [Int] {
    let ratio = 1 / (Double(target) / Double(source))
    return (0..<target).map { place in
      switch rule {
      case .floor: min(Int(Double(place) * ratio), source - 1)
      case .center: (2 * place + 1) * source / (2 * target)
      }
    }
  }
}
