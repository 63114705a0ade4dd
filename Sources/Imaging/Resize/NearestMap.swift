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
  private var rows: [Int]
  private var columns: [Int]
  /// Whether the columns are neighbours in the source, so that a row is copied whole.
  private var isRun = false

  init(from source: Size, to target: Size, rule: NearestRule) {
    width = source.width
    rows = Self.places(from: source.height, to: target.height, rule)
    columns = Self.places(from: source.width, to: target.width, rule)
  }

  /// The part that a framing of these two sizes sees, reversed as it says.
  func windowed(_ framing: Framing) -> NearestMap {
    var map = self
    map.rows = framing.seenRows(of: rows)
    map.columns = framing.seenColumns(of: columns)
    map.isRun =
      framing.resized.width == width && !framing.orientation.reversesColumns
      && !map.columns.isEmpty
    return map
  }

  func apply<Sample: BitwiseCopyable>(to samples: [Sample], channels: Int) throws -> [Sample] {
    let count = rows.count * columns.count * channels
    return try [Sample](unsafeUninitializedCapacity: count) { output, initialized in
      guard let target = output.baseAddress else { return }
      try apply(to: samples, channels: channels, into: target, stride: columns.count * channels)
      initialized = count
    }
  }

  /// - Parameter stride: the samples from one target row to the next.
  func apply<Sample: BitwiseCopyable>(
    to samples: [Sample], channels: Int, into output: UnsafeMutablePointer<Sample>, stride: Int
  ) throws {
    try samples.withUnsafeBufferPointer { samples in
      guard let source = samples.baseAddress else { return }
      for (index, row) in rows.enumerated() {
        try Cancellation.check()
        let target = output + index * stride
        if index > 0, row == rows[index - 1] {
          target.update(from: target - stride, count: columns.count * channels)
        } else {
          copy(source + row * width * channels, channels: channels, into: target)
        }
      }
    }
  }

  private func copy<Sample: BitwiseCopyable>(
    _ row: UnsafePointer<Sample>, channels: Int, into target: UnsafeMutablePointer<Sample>
  ) {
    if isRun {
      target.update(from: row + columns[0] * channels, count: columns.count * channels)
    } else if channels == 1 {
      columns.withUnsafeBufferPointer { columns in
        for place in 0..<columns.count { target[place] = row[columns[place]] }
      }
    } else {
      var target = target
      for column in columns {
        let source = row + column * channels
        for channel in 0..<channels { target[channel] = source[channel] }
        target += channels
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

extension Framing {
  /// Of one entry for each row of the resized picture, those of the content, in the order seen.
  func seenRows<Entry>(of entries: [Entry]) -> [Entry] {
    let seen = entries[content.rows]
    return orientation.reversesRows ? seen.reversed() : Array(seen)
  }

  /// Of one entry for each column of the resized picture, those of the content, in the order seen.
  func seenColumns<Entry>(of entries: [Entry]) -> [Entry] {
    let seen = entries[content.columns]
    return orientation.reversesColumns ? seen.reversed() : Array(seen)
  }
}
