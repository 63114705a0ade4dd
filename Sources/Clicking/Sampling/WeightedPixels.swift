internal import Basics
internal import Imaging

/// Pixels drawn with a probability in proportion to their weight.
///
/// The sums of the rows are kept: a draw looks for its row among them, then for its column in the row,
/// and takes time in proportion to height plus width.
struct WeightedPixels {
  private let size: Size
  private var weights: [Float]
  private var rowSums: [Double]

  /// - Parameter weights: one for each pixel, at least 0 and finite.
  init(_ weights: Plane) {
    size = weights.size
    self.weights = weights.values
    rowSums = (0..<size.height).map {
      Self.sum(of: $0, in: weights.values, width: weights.size.width)
    }
  }

  /// Draws a pixel, which then has weight 0; `nil` when no pixel has any.
  mutating func draw(_ random: inout KeyedRandom) -> Pixel? {
    let total = rowSums.reduce(0, +)
    guard total > 0 else { return nil }
    var rest = random.uniform() * total
    var chosen = -1
    for (row, sum) in rowSums.enumerated() where sum > 0 {
      chosen = row
      if rest < sum { break }
      rest -= sum
    }
    let row = chosen * size.width
    chosen = -1
    // The sums are rounded: what is left at the end falls on the last pixel that has weight.
    for index in row..<row + size.width where weights[index] > 0 {
      chosen = index
      rest -= Double(weights[index])
      if rest < 0 { break }
    }
    guard chosen >= 0 else { return nil }
    let pixel = size.pixel(at: chosen)
    weights[chosen] = 0
    rowSums[pixel.row] = Self.sum(of: pixel.row, in: weights, width: size.width)
    return pixel
  }

  /// Draws distinct pixels; fewer where fewer have any weight.
  mutating func draw(_ count: Int, _ random: inout KeyedRandom) -> [Pixel] {
    var pixels: [Pixel] = []
    while pixels.count < count, let pixel = draw(&random) { pixels.append(pixel) }
    return pixels
  }

  private static func sum(of row: Int, in weights: [Float], width: Int) -> Double {
    weights.withUnsafeBufferPointer { weights in
      // Four sums at once: one alone would wait for each addition.
      var sums = SIMD4<Double>.zero
      let (start, whole) = (row * width, width & ~3)
      for column in stride(from: 0, to: whole, by: 4) {
        let index = start + column
        sums += SIMD4(
          Double(weights[index]), Double(weights[index + 1]), Double(weights[index + 2]),
          Double(weights[index + 3]))
      }
      return (whole..<width).reduce(sums.sum()) { $0 + Double(weights[start + $1]) }
    }
  }
}
