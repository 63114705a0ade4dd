/// The weights of a kernel that a warp takes 4 × 4 or 8 × 8 samples by, for each 1/1024 of a pixel.
struct WarpKernel {
  /// Keys' cubic.
  static let cubic = WarpKernel(reach: 4, Kernel.cubic)
  /// The Lanczos window of four lobes.
  static let lanczos = WarpKernel(reach: 8, Kernel.lanczos4)

  /// How many samples count along each side.
  let reach: Int
  /// `reach` weights for each fraction.
  let weights: [Float]

  private init(reach: Int, _ kernel: (Float, inout ArraySlice<Float>) -> Void) {
    self.reach = reach
    weights = (0..<1024).flatMap { step in
      var row = [Float](repeating: 0, count: reach)[...]
      kernel(Float(step) / 1024, &row)
      return row
    }
  }
}

extension AffineWarp {
  /// Three channels, each pixel the sum of its neighbours' samples by a kernel's weights, rounded.
  func convolved(_ samples: [UInt8], by kernel: WarpKernel) throws -> [UInt8] {
    let reach = kernel.reach
    return try kernel.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return samples }
      return try eachPixel(of: samples, channels: 3, offset: 1 << 21) { x, y, source, target in
        let (column, row) = ((x >> 32) &- (reach / 2 - 1), (y >> 32) &- (reach / 2 - 1))
        let across = weights + (x >> 22 & 1023) &* reach
        let down = weights + (y >> 22 & 1023) &* reach
        var sum = SIMD4<Float>(repeating: 0)
        for step in 0..<reach {
          let line = self.sum(source, row: row &+ step, column: column, across, count: reach)
          sum += line * down[step]
        }
        for channel in 0..<3 {
          target[channel] = UInt8(min(max(sum[channel], 0), 255).rounded())
        }
      }
    }
  }

  /// The weighted sum of some neighbours in a row.
  @inline(__always)
  private func sum(
    _ source: UnsafePointer<UInt8>, row: Int, column: Int, _ weights: UnsafePointer<Float>,
    count: Int
  ) -> SIMD4<Float> {
    var sum = SIMD4<Float>(repeating: 0)
    for step in 0..<count {
      sum += sample(source, row: row, column: column &+ step) * weights[step]
    }
    return sum
  }

  /// The colour at a place, within the picture or beyond its border.
  @inline(__always)
  private func sample(
    _ source: UnsafePointer<UInt8>, row: Int, column: Int
  ) -> SIMD4<Float> {
    guard let place = place(row: row, column: column) else {
      return SIMD4(Float(fill[0]), Float(fill[1]), Float(fill[2]), 0)
    }
    let pixel = source + 3 &* place
    return SIMD4(Float(pixel[0]), Float(pixel[1]), Float(pixel[2]), 0)
  }
}
