/// Which Winograd kernels may be chosen.
///
/// They need fewer multiplications and round differently: the error's root mean square, relative to
/// the output's, is 1e-6 for F(2×2) and 5e-6 for F(4×4), where the direct kernels have 1e-6 at most.
public enum WinogradPolicy: String, CaseIterable, Sendable {
  /// None: every convolution is a plain sum of products.
  case off
  /// F(2×2, 3×3) only.
  case upTo2
  /// F(2×2, 3×3) and F(4×4, 3×3).
  case upTo4
}

/// The ways to compute a convolution.
public enum ConvolutionAlgorithm: String, CaseIterable, Sendable {
  /// A matrix product whose rows are found through pointers: any kernel, stride, dilation, groups.
  case implicitGEMM
  /// The same over whole rows of the kernel at once, from a padded copy: few input channels.
  case mergedRows
  /// Dot products along the input channels: few output channels.
  case narrow
  /// F(2×2, 3×3): 3 × 3 with stride 1 and any dilation.
  case winograd2
  /// F(4×4, 3×3): 3 × 3 with stride 1 and any dilation.
  case winograd4
  /// Every channel on its own.
  case depthwise
  /// A plain convolution for each phase of the output.
  case transposed

  /// The algorithms that can compute a convolution.
  static func candidates(
    for convolution: Convolution, winograd: WinogradPolicy
  ) -> [ConvolutionAlgorithm] {
    if convolution.isTransposed { return [.transposed] }
    if convolution.isDepthwise { return [.depthwise] }
    guard convolution.groups == 1 else { return [.implicitGEMM] }
    var candidates = [ConvolutionAlgorithm.implicitGEMM]
    let kernel = convolution.kernel
    if convolution.dilation.x == 1, kernel.x > 1, convolution.inputChannels * kernel.x <= 128 {
      candidates.append(.mergedRows)
    }
    if convolution.outputChannels <= 4 { candidates.append(.narrow) }
    let (stride, dilation) = (convolution.stride, convolution.dilation)
    if kernel == 3, stride == 1, dilation.y == dilation.x, dilation.y <= 64 {
      if winograd != .off { candidates.append(.winograd2) }
      if winograd == .upTo4 { candidates.append(.winograd4) }
    }
    return candidates
  }

  func kernel(
    _ convolution: Convolution, input: MapShape, output: MapShape, _ kernels: FastKernels,
    _ store: PackedWeights
  ) throws -> any ConvolutionKernel {
    switch self {
    case .implicitGEMM:
      try ImplicitGEMM(.plain(convolution, kernels, store), kernels)
    case .mergedRows: try MergedRows(convolution, input: input, output: output, kernels, store)
    case .narrow: try NarrowConvolution(convolution, kernels, store)
    case .winograd2:
      try WinogradConvolution(convolution, order: 2, output: output, kernels, store)
    case .winograd4:
      try WinogradConvolution(convolution, order: 4, output: output, kernels, store)
    case .depthwise: try DepthwiseConvolution(convolution, store)
    case .transposed: try TransposedConvolution(convolution, output: output, kernels, store)
    }
  }
}
