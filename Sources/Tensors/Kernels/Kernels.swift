/// The operations of networks besides convolution, on channels-last maps.
///
/// Two types conform: ``FastKernels``, and ``ReferenceKernels``, which computes the same from the
/// definition, slowly and obviously, and which the fast ones are tested against. Every operation
/// throws a ``TensorError`` when the shapes of its maps do not fit together. Outputs must not
/// overlap inputs unless an operation says so.
public protocol Kernels: Sendable {
  /// Maxima, averages or adaptive averages over windows; see ``Pooling``.
  func pool(_ input: FeatureMap, into output: FeatureMap, _ pooling: Pooling) throws
  /// Changes height and width; see ``Resampling``.
  func resample(_ input: FeatureMap, into output: FeatureMap, _ resampling: Resampling) throws
  /// Copies the input into the output, which is larger by `edges`, and fills the border.
  func pad(_ input: FeatureMap, into output: FeatureMap, edges: Edges, mode: PaddingMode) throws
  /// Copies a map, into some channels of wider pixels for instance.
  func copy(_ input: FeatureMap, into output: FeatureMap) throws

  /// activation(input); `output` may be `input`.
  func activate(_ input: FeatureMap, into output: FeatureMap, _ activation: Activation) throws
  /// activation(scale[c] · input + shift[c]); `output` may be `input`.
  func scale(
    _ input: FeatureMap, by scale: [Float], shift: [Float], into output: FeatureMap,
    _ activation: Activation) throws
  /// activation(left + right), where an extent of 1 of `right` is repeated; `output` may be either.
  func add(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation)
    throws
  /// activation(left · right), where an extent of 1 of `right` is repeated; `output` may be either.
  func multiply(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation)
    throws

  /// (x − mean) / √(variance + epsilon) · scale + shift over pixels and the channels of each of
  /// `groups` groups, for every picture by itself: group norm, or instance norm with one channel a
  /// group. Empty scale and shift mean 1 and 0. `output` may be `input`.
  func groupNorm(
    _ input: FeatureMap, groups: Int, scale: [Float], shift: [Float], epsilon: Float,
    into output: FeatureMap, _ activation: Activation) throws
  /// The same over the channels of each pixel. Empty scale and shift mean 1 and 0.
  func layerNorm(
    _ input: FeatureMap, scale: [Float], shift: [Float], epsilon: Float, into output: FeatureMap)
    throws
  /// The mean and the variance (divided by n) of each channel over all pictures: what batch norm
  /// uses in training.
  func channelMoments(_ input: FeatureMap) throws -> (mean: [Float], variance: [Float])
  /// exp(x) / Σ exp over the channels of each pixel; `output` may be `input`.
  func softmax(_ input: FeatureMap, into output: FeatureMap) throws
  /// softmax(queries · keysᵀ · scale + bias) · values for each picture and head; see ``Attention``.
  func attend(_ attention: Attention, into output: FeatureMap, workspace: Workspace) throws
}

/// What a padded border is filled with.
public enum PaddingMode: Hashable, Sendable {
  /// A number.
  case constant(Float)
  /// The picture mirrored at its edge pixels, which are not repeated.
  case reflect
  /// The nearest edge pixel.
  case replicate

  /// The input index that fills output index `i − before` of `extent` elements; nil for a constant.
  func source(_ index: Int, extent: Int) -> Int? {
    if (0..<extent).contains(index) { return index }
    switch self {
    case .constant: return nil
    case .reflect: return index < 0 ? -index : 2 * (extent - 1) - index
    case .replicate: return index < 0 ? 0 : extent - 1
    }
  }

  /// Throws where the border would reach further than the picture can be mirrored.
  func check(_ edges: Edges, _ shape: MapShape) throws(TensorError) {
    try edges.expect("padding", in: 0...1 << 24)
    guard self == .reflect else {
      if self == .replicate, shape.height == 0 || shape.width == 0 {
        throw .invalidShape(shape.extents)
      }
      return
    }
    for (amount, extent) in [
      (edges.top, shape.height), (edges.bottom, shape.height), (edges.left, shape.width),
      (edges.right, shape.width),
    ] where amount >= extent {
      throw .invalidParameter(name: "reflecting padding", value: amount, allowed: "below \(extent)")
    }
  }
}
