/// A convolution made ready for pictures of one size: the kernel chosen, its weights packed for it.
///
/// Preparing costs about as much as running once and is done when a model is prepared for
/// inference. The kernel depends on the picture's size, so another size takes another preparation;
/// the number of pictures may change. The packed weights are all that is kept of the description.
public struct PreparedConvolution: Sendable {
  /// How the convolution is computed.
  public let algorithm: ConvolutionAlgorithm
  /// The shape of its input; any number of pictures may be given.
  public let inputShape: MapShape
  /// The shape of its output.
  public let outputShape: MapShape
  /// Multiply-adds of the definition, for one picture, whatever the kernel really does.
  public let multiplyAdds: Int
  private let implementation: any ConvolutionKernel
  private let kernels: FastKernels

  /// Chooses the kernel for pictures of `height` × `width` and packs the weights for it.
  ///
  /// `algorithm` asks for one kernel; where it cannot compute this convolution, or is nil, the
  /// fastest by ``ConvolutionCost`` is taken, among those that `winograd` allows. Weights that are
  /// in the store already are not packed again.
  public init(
    _ convolution: Convolution, height: Int, width: Int, kernels: FastKernels = FastKernels(),
    winograd: WinogradPolicy = .upTo4, algorithm: ConvolutionAlgorithm? = nil,
    weights store: PackedWeights = PackedWeights()
  ) throws {
    let input = MapShape(height: height, width: width, channels: convolution.inputChannels)
    let output = try convolution.outputShape(input)
    for extent in input.extents + output.extents where Int32(exactly: extent) == nil {
      throw TensorError.invalidShape(input.extents)
    }
    let candidates = ConvolutionAlgorithm.candidates(for: convolution, winograd: winograd)
    let cost = ConvolutionCost(convolution, input: input, output: output, kernels: kernels)
    self.algorithm =
      algorithm.flatMap { candidates.contains($0) ? $0 : nil }
      ?? cost.cheapest(of: candidates)
    (inputShape, outputShape, self.kernels) = (input, output, kernels)
    multiplyAdds = cost.multiplyAdds
    implementation = try self.algorithm.kernel(
      convolution, input: input, output: output, kernels, store)
  }

  /// The floats of scratch memory that a run takes.
  public var workspaceCount: Int { implementation.workspaceCount }

  /// The bytes that the packed weights take.
  public var weightBytes: Int { implementation.weightBytes }

  /// Computes the convolution of every picture of `input`; `residual` is added before the activation.
  ///
  /// `output` may have wider pixels than it has channels, and so may `input` and `residual`; neither
  /// may overlap `output`, except that `residual` may be the same map.
  public func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap? = nil,
    workspace: Workspace
  ) throws {
    let batch = input.shape.batch
    try input.expect(inputShape.with(batch: batch))
    try output.expect(outputShape.with(batch: batch))
    try residual?.expect(outputShape.with(batch: batch))
    guard outputShape.with(batch: batch).count > 0 else { return }
    let scratch = workspace.floats(workspaceCount)
    try implementation.run(input, into: output, adding: residual, scratch: scratch, kernels)
  }
}

/// One way to compute a convolution, with its packed weights.
protocol ConvolutionKernel: Sendable {
  var workspaceCount: Int { get }
  var weightBytes: Int { get }
  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels) throws
}

extension MapShape {
  /// The same shape for another number of pictures.
  func with(batch: Int) -> MapShape {
    MapShape(batch: batch, height: height, width: width, channels: channels)
  }
}
