import Imaging

/// Counts the values of a picture's pixels, their areas and what lies on the border, in one pass.
struct TallyCounter {
  private var pixels = [Int](repeating: 0, count: 1 << 16)
  private var solid = [Int](repeating: 0, count: 1 << 16)
  private var border = [Int](repeating: 0, count: 1 << 16)

  /// - Parameter clear: 1 for each pixel that is left out; empty where none is.
  init(_ values: [UInt16], size: Size, leavingOut clear: [UInt8]) {
    values.withUnsafeBufferPointer { values in
      clear.withUnsafeBufferPointer { clear in
        pixels.withUnsafeMutableBufferPointer { pixels in
          solid.withUnsafeMutableBufferPointer { solid in
            border.withUnsafeMutableBufferPointer { border in
              Self.count(values, size, clear, pixels, solid, border)
            }
          }
        }
      }
    }
  }

  /// Bare pointers, since an unoptimised build takes fifty times as long otherwise.
  ///
  /// A picture of one row or column has no block of two by two; there one neighbour is enough.
  private static func count(
    _ values: UnsafeBufferPointer<UInt16>, _ size: Size, _ clear: UnsafeBufferPointer<UInt8>,
    _ pixels: UnsafeMutableBufferPointer<Int>, _ solid: UnsafeMutableBufferPointer<Int>,
    _ border: UnsafeMutableBufferPointer<Int>
  ) {
    let (height, width) = (size.height, size.width)
    var place = 0
    for row in 0..<height {
      for column in 0..<width {
        defer { place &+= 1 }
        if !clear.isEmpty, clear[place] != 0 { continue }
        let value = values[place]
        let slot = Int(truncatingIfNeeded: value)
        pixels[slot] &+= 1
        if row == 0 || column == 0 || row == height &- 1 || column == width &- 1 {
          border[slot] &+= 1
        }
        let left = width == 1 || column > 0 && values[place &- 1] == value
        let above = height == 1 || row > 0 && values[place &- width] == value
        let corner =
          width == 1 || height == 1
          || column > 0 && row > 0 && values[place &- width &- 1] == value
        if left && above && corner { solid[slot] &+= 1 }
      }
    }
  }

  /// The values that occur.
  var byValue: [Int: Tally] {
    var tallies: [Int: Tally] = [:]
    for value in pixels.indices where pixels[value] > 0 {
      tallies[value] = Tally(pixels: pixels[value], solid: solid[value], border: border[value])
    }
    return tallies
  }
}
