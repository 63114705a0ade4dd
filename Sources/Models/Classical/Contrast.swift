import Imaging

/// The squared colour differences between neighbouring pixels.
struct Contrast: Sendable {
  /// The distances to the neighbours in the east, south-west, south and south-east, in pixels.
  static let lengths = SIMD4<Float>(1, Float(2).squareRoot(), 1, Float(2).squareRoot())

  /// The number of rows.
  let height: Int
  /// The number of columns.
  let width: Int
  /// ΔE² of each pixel and those to its east, south-west, south and south-east, in row-major order;
  /// −1 where there is no such neighbour.
  let squares: [SIMD4<Float>]
  /// The mean over all pairs of neighbours; 0 where there are none.
  let mean: Float

  /// Measures a picture.
  init(_ lab: LabImage) {
    (height, width) = (lab.size.height, lab.size.width)
    squares = Self.squares(lab)
    var sum = 0.0
    var pairs = 0
    for square in squares {
      for lane in 0..<4 where square[lane] >= 0 {
        sum += Double(square[lane])
        pairs += 1
      }
    }
    mean = pairs > 0 ? Float(sum / Double(pairs)) : 0
  }

  private static func squares(_ lab: LabImage) -> [SIMD4<Float>] {
    let (height, width) = (lab.size.height, lab.size.width)
    var squares = [SIMD4<Float>](repeating: SIMD4(repeating: -1), count: lab.size.count)
    for row in 0..<height {
      for column in 0..<width {
        let index = row * width + column
        func square(_ other: Int) -> Float {
          LabImage.squaredDifference(lab.colors[index], lab.colors[other])
        }
        if column + 1 < width { squares[index].x = square(index + 1) }
        guard row + 1 < height else { continue }
        if column > 0 { squares[index].y = square(index + width - 1) }
        squares[index].z = square(index + width)
        if column + 1 < width { squares[index].w = square(index + width + 1) }
      }
    }
    return squares
  }
}
