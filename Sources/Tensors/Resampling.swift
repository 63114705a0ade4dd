/// A change of height and width by interpolation, with PyTorch's and ONNX's rules for where pixels lie.
public struct Resampling: Hashable, Sendable {
  /// How a value between pixels is found.
  public enum Interpolation: Hashable, Sendable {
    /// The pixel at the rounded position.
    case nearest(Rounding)
    /// Linear in both directions.
    case linear
    /// Cubic convolution in both directions. Pixels outside repeat the edge's, or where they are
    /// excluded weigh nothing, and the others' weights are scaled to a sum of 1.
    case cubic(a: Float, excludesOutside: Bool)
  }

  /// To which pixel a position between two belongs.
  public enum Rounding: String, Hashable, Sendable, CaseIterable {
    /// The nearest one, the lower of two.
    case halfDown
    /// The nearest one, the upper of two.
    case halfUp
    /// The one below.
    case down
    /// The one above.
    case up
  }

  /// Where pixel i of the output lies in the input; r is input size / output size, or 1 / factor.
  public enum Coordinates: String, Hashable, Sendable, CaseIterable {
    /// (i + ½) · r − ½: the outer corners of both pictures coincide.
    case halfPixel
    /// The same around the middle, where a factor leads to a size that is no whole number.
    case halfPixelSymmetric
    /// The same as `halfPixel`, and 0 where the output has a single pixel.
    case halfPixelOrZero
    /// i · (input − 1) / (output − 1): the centres of the corner pixels coincide.
    case alignCorners
    /// i · r
    case asymmetric
  }

  /// In which order a position is computed: halfway between two pixels the last bit decides.
  public enum Arithmetic: String, Hashable, Sendable {
    /// i · r in single precision, as PyTorch.
    case multiplied
    /// i / (1 / r) in single precision, and what should lie halfway between two pixels counts as there,
    /// as ONNX Runtime.
    case divided
  }

  /// Smoothing of what shrinks: the kernel is stretched by 1 / factor, and its weights are scaled to a
  /// sum of 1, as in ONNX's `antialias`.
  public enum Smoothing: String, Hashable, Sendable {
    /// Pixels beyond an end repeat the last one: ONNX's rule unless it is told.
    case repeatingEdges
    /// Pixels beyond an end weigh nothing, as in Pillow and PyTorch.
    case excludingOutside
  }

  /// How a value between pixels is found.
  public var interpolation: Interpolation
  /// Where pixels of the output lie in the input.
  public var coordinates: Coordinates
  /// The factors by which the output is larger, where they are given and not the ratio of the sizes.
  public var factorY: Double?
  /// The same along the rows.
  public var factorX: Double?
  /// In which order positions are computed.
  public var arithmetic = Arithmetic.multiplied
  /// Whether an axis that shrinks is smoothed, and with what beyond its ends; not of `nearest`.
  public var smoothing: Smoothing?

  /// Creates a description.
  public init(
    _ interpolation: Interpolation, _ coordinates: Coordinates = .halfPixel,
    factorY: Double? = nil, factorX: Double? = nil
  ) {
    self.interpolation = interpolation
    self.coordinates = coordinates
    self.factorY = factorY
    self.factorX = factorX
  }

  /// The pixel at ⌊i · r⌋: PyTorch's `nearest`.
  public static let nearest = Resampling(.nearest(.down), .asymmetric)

  /// The pixel at ⌊(i + ½) · r⌋: PyTorch's `nearest-exact`.
  public static let nearestExact = Resampling(.nearest(.halfUp))

  /// Linear in both directions: PyTorch's `bilinear`.
  public static func bilinear(alignsCorners: Bool = false) -> Resampling {
    Resampling(.linear, alignsCorners ? .alignCorners : .halfPixel)
  }

  /// Cubic convolution with a = −0.75 in both directions: PyTorch's `bicubic`.
  public static func bicubic(alignsCorners: Bool = false) -> Resampling {
    Resampling(
      .cubic(a: -0.75, excludesOutside: false), alignsCorners ? .alignCorners : .halfPixel)
  }

  /// The same with the factors by which the output is larger.
  public func by(factorY: Double?, factorX: Double?) -> Resampling {
    var changed = self
    (changed.factorY, changed.factorX) = (factorY, factorX)
    return changed
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
