import Tensors

/// Values of pictures at given positions: ONNX's and PyTorch's grid sampling.
///
/// The inputs are x, (batch, channels, height, width), and the positions, (batch, rows, columns, 2), as
/// (x, y) from −1 at the left and upper end to 1 at the right and lower; the output is (batch, channels,
/// rows, columns).
public struct GridSample: Hashable, Sendable {
  /// How a value between pixels is found.
  public enum Interpolation: String, Hashable, Sendable, CaseIterable {
    /// From the four pixels around.
    case linear
    /// The nearest pixel, the even one of two.
    case nearest
    /// By cubic convolution with a = −0.75 from the sixteen pixels around.
    case cubic
  }

  /// What lies outside of the picture.
  public enum Border: String, Hashable, Sendable, CaseIterable {
    /// Zeros.
    case zeros
    /// The nearest pixel of the edge.
    case border
    /// The picture mirrored at its edge.
    case reflection
  }

  /// How a value between pixels is found.
  public var interpolation: Interpolation
  /// What lies outside of the picture.
  public var border: Border
  /// Whether −1 and 1 are the centres of the corner pixels, and not the picture's outer corners.
  public var alignsCorners: Bool

  func outputTypes(_ operands: Operands) throws -> [ValueType] {
    try operands.expect(count: 2...2)
    let (x, grid) = (try operands.floats(0, rank: 4...4), try operands.floats(1, rank: 4...4))
    guard grid[0] == x[0], grid[3] == 2 else {
      throw GraphError.Problem.extents(left: x, right: grid, axis: grid[0] == x[0] ? 3 : 0)
    }
    try expect("extents of the input", [x[2], x[3]], in: 1...1 << 24)
    return [.floats([x[0], x[1], grid[1], grid[2]])]
  }

  func evaluate(_ operands: Operands, _ types: [ValueType]) throws -> [NumericArray] {
    let (x, grid) = (try operands.tensor(0), try operands.tensor(1))
    let (channels, area) = (x.shape[1], x.shape[2] * x.shape[3])
    let (rows, columns) = (
      SampledAxis(self, extent: x.shape[2]), SampledAxis(self, extent: x.shape[3])
    )
    let points = grid.shape[1] * grid.shape[2]
    let result = try Tensor(shape: types[0].shape) { out in
      x.withUnsafeElements { pixels in
        grid.withUnsafeElements { grid in
          for picture in 0..<x.shape[0] {
            for point in 0..<points {
              let at = 2 * (picture * points + point)
              let (across, down) = (columns.taps(grid[at]), rows.taps(grid[at + 1]))
              for channel in picture * channels..<(picture + 1) * channels {
                var sum: Float = 0
                for (row, share) in down {
                  let start = channel * area + row * x.shape[3]
                  for (column, weight) in across { sum += pixels[start + column] * share * weight }
                }
                out[channel * points + point] = sum
              }
            }
          }
        }
      }
    }
    return [.floats(result)]
  }
}

/// One axis of a picture that is sampled.
private struct SampledAxis {
  let rule: GridSample
  let extent: Int

  init(_ rule: GridSample, extent: Int) { (self.rule, self.extent) = (rule, extent) }

  /// The pixels that a position mixes, with their weights; those outside are left out.
  func taps(_ position: Float) -> [(index: Int, weight: Float)] {
    let size = Float(extent)
    let raw =
      rule.alignsCorners ? (position + 1) / 2 * (size - 1) : ((position + 1) * size - 1) / 2
    guard !raw.isNaN else { return [] }
    let exact = min(max(raw, -0x1p30), 0x1p30)
    switch rule.interpolation {
    case .nearest:
      return [inside(bounded(exact).rounded(.toNearestOrEven))].compactMap { $0.map { ($0, 1) } }
    case .linear:
      let place = bounded(exact)
      let low = place.rounded(.down)
      return taps([(low, low + 1 - place), (low + 1, place - low)])
    case .cubic:
      let low = exact.rounded(.down)
      let weights = Self.cubicWeights(exact - low)
      return taps(
        weights.enumerated().map { (bounded(low + Float($0.offset - 1)), $0.element) })
    }
  }

  private func taps(_ all: [(Float, Float)]) -> [(index: Int, weight: Float)] {
    all.compactMap { place, weight in inside(place).map { ($0, weight) } }
  }

  private func inside(_ place: Float) -> Int? {
    place >= 0 && place < Float(extent) ? Int(place) : nil
  }

  /// A position moved into the picture, unless zeros lie outside.
  private func bounded(_ place: Float) -> Float {
    switch rule.border {
    case .zeros: return place
    case .border: return min(max(place, 0), Float(extent - 1))
    case .reflection: return min(max(reflected(place), 0), Float(extent - 1))
    }
  }

  /// The position mirrored as often as needed at both ends: the centres of the outer pixels, or their
  /// outer edges.
  private func reflected(_ place: Float) -> Float {
    let low: Float = rule.alignsCorners ? 0 : -0.5
    let span = Float(extent) - (rule.alignsCorners ? 1 : 0)
    guard span > 0 else { return 0 }
    let distance = abs(place - low)
    let rest = distance.truncatingRemainder(dividingBy: span)
    let turns = (distance / span).rounded(.down)
    return turns.truncatingRemainder(dividingBy: 2) == 0 ? rest + low : span - rest + low
  }

  /// The weights of the pixels at −1, 0, 1 and 2 for a value at `t` in [0, 1] (Keys, 1981).
  private static func cubicWeights(_ t: Float) -> [Float] {
    let a: Float = -0.75
    func near(_ d: Float) -> Float { ((a + 2) * d - (a + 3)) * d * d + 1 }
    func far(_ d: Float) -> Float { ((a * d - 5 * a) * d + 8 * a) * d - 4 * a }
    return [far(t + 1), near(t), near(1 - t), far(2 - t)]
  }
}
