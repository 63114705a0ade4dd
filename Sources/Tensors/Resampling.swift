/// A change of height and width by interpolation, with PyTorch's rules for where pixels lie.
public struct Resampling: Hashable, Sendable {
  /// How a value between pixels is found.
  public enum Mode: String, Hashable, Sendable, CaseIterable {
    /// The pixel at ⌊i · scale⌋, PyTorch's `nearest`.
    case nearest
    /// The pixel at ⌊(i + ½) · scale⌋, PyTorch's `nearest-exact`.
    case nearestExact
    /// Linear in both directions.
    case bilinear
    /// Cubic convolution with a = −0.75 in both directions.
    case bicubic
  }

  /// How a value between pixels is found.
  public var mode: Mode
  /// Whether the centres of the corner pixels of both pictures coincide; if not, their outer corners do.
  public var alignsCorners: Bool
  /// The factors by which the output is larger, where they are given and not the ratio of the sizes.
  public var factorY: Double?
  /// The same along the rows.
  public var factorX: Double?

  /// Creates a description.
  public init(
    _ mode: Mode, alignsCorners: Bool = false, factorY: Double? = nil, factorX: Double? = nil
  ) {
    self.mode = mode
    self.alignsCorners = alignsCorners
    self.factorY = factorY
    self.factorX = factorX
  }

  /// The source pixels of both axes.
  func taps(_ input: MapShape, _ output: MapShape) -> (y: ResamplingTaps, x: ResamplingTaps) {
    (
      ResamplingTaps(self, input: input.height, output: output.height, factor: factorY),
      ResamplingTaps(self, input: input.width, output: output.width, factor: factorX)
    )
  }

  /// Throws unless the maps agree in everything but height and width.
  func check(_ input: FeatureMap, _ output: FeatureMap) throws(TensorError) {
    var expected = output.shape
    (expected.batch, expected.channels) = (input.shape.batch, input.shape.channels)
    try output.expect(expected)
    guard input.shape.height > 0, input.shape.width > 0 || output.shape.count == 0 else {
      throw .invalidShape(input.shape.extents)
    }
  }
}

/// For each output pixel of one axis, the input pixels that it mixes and their weights.
struct ResamplingTaps {
  /// How many input pixels each output pixel mixes.
  let count: Int
  private(set) var index: [Int32] = []
  private(set) var weight: [Float] = []

  init(_ resampling: Resampling, input: Int, output: Int, factor: Double?) {
    let ratio = factor.map { Float(1 / $0) } ?? Float(input) / Float(output)
    let aligned = output > 1 ? Float(input - 1) / Float(output - 1) : 0
    let last = input - 1
    switch resampling.mode {
    case .nearest, .nearestExact:
      count = 1
      let shift: Float = resampling.mode == .nearest ? 0 : 0.5
      for i in 0..<output {
        let source = ((Float(i) + shift) * ratio).rounded(.down)
        append(Self.clamped(source, to: last), 1)
      }
    case .bilinear:
      count = 2
      for i in 0..<output {
        let exact =
          resampling.alignsCorners ? aligned * Float(i) : max(ratio * (Float(i) + 0.5) - 0.5, 0)
        let low = Self.clamped(exact, to: last)
        let high = min(max(exact - Float(low), 0), 1)
        append(low, 1 - high)
        append(min(low + 1, last), high)
      }
    case .bicubic:
      count = 4
      for i in 0..<output {
        let exact = resampling.alignsCorners ? aligned * Float(i) : ratio * (Float(i) + 0.5) - 0.5
        let low = exact.rounded(.down)
        for (offset, weight) in Self.cubicWeights(exact - low).enumerated() {
          append(Self.clamped(low + Float(offset - 1), to: last), weight)
        }
      }
    }
  }

  private mutating func append(_ source: Int, _ factor: Float) {
    index.append(Int32(source))
    weight.append(factor)
  }

  private static func clamped(_ exact: Float, to last: Int) -> Int {
    Int(min(max(exact, 0), Float(last)))
  }

  /// The weights of the pixels at −1, 0, 1 and 2 for a value at `t` in [0, 1]
  /// (Keys: Cubic Convolution Interpolation for Digital Image Processing, 1981, with a = −0.75).
  private static func cubicWeights(_ t: Float) -> [Float] {
    let a: Float = -0.75
    func near(_ d: Float) -> Float { ((a + 2) * d - (a + 3)) * d * d + 1 }
    func far(_ d: Float) -> Float { ((a * d - 5 * a) * d + 8 * a) * d - 4 * a }
    return [far(t + 1), near(t), near(1 - t), far(2 - t)]
  }
}
