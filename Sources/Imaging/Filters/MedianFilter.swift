import Basics

extension Image {
  /// Each channel's median over `side` × `side` pixels, the border repeated: OpenCV's `medianBlur`.
  ///
  /// One histogram a channel slides along each row (Huang, Yang, Tang: A Fast Two-Dimensional Median
  /// Filtering Algorithm, 1979), so a pixel costs as much as a column of the window.
  ///
  /// - Parameter side: an even side counts as the next odd one; at most 255.
  /// - Throws: `Cancellation.Interrupted`.
  public func medianFiltered(_ side: Int) throws -> Image {
    let radius = min(max(side / 2, 0), 127)
    guard radius > 0, size.count > 0 else { return self }
    var result = self
    for row in 0..<size.height {
      try Cancellation.check()
      let rows = (row - radius...row + radius).map { min(max($0, 0), size.height - 1) }
      for channel in 0..<3 {
        var window = MedianWindow(half: rows.count * rows.count / 2)
        for column in -radius..<radius { change(&window, rows, column, channel, by: 1) }
        for column in 0..<size.width {
          change(&window, rows, column + radius, channel, by: 1)
          result.bytes[3 * (row * size.width + column) + channel] = window.median
          change(&window, rows, column - radius, channel, by: -1)
        }
      }
    }
    return result
  }

  /// Adds a column of the window, or takes it away.
  private func change(
    _ window: inout MedianWindow, _ rows: [Int], _ column: Int, _ channel: Int, by count: Int
  ) {
    let column = min(max(column, 0), size.width - 1)
    bytes.withUnsafeBufferPointer { bytes in
      for row in rows { window.add(bytes[3 * (row * size.width + column) + channel], count) }
    }
  }
}

/// A histogram that knows how many of its samples lie below a level near the median.
private struct MedianWindow {
  /// How many samples lie below the median.
  let half: Int
  private var counts = [Int](repeating: 0, count: 256)
  private var level = 0
  private var below = 0

  init(half: Int) { self.half = half }

  mutating func add(_ sample: UInt8, _ count: Int) {
    counts[Int(sample)] += count
    if Int(sample) < level { below += count }
  }

  var median: UInt8 {
    mutating get {
      while below > half {
        level -= 1
        below -= counts[level]
      }
      while below + counts[level] <= half {
        below += counts[level]
        level += 1
      }
      return UInt8(level)
    }
  }
}
