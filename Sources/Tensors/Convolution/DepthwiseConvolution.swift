import CKernels

/// A convolution that filters each channel on its own.
struct DepthwiseConvolution: ConvolutionKernel {
  private let convolution: Convolution
  private let weights: AlignedStorage
  private let bias: [Float]
  private let slopes: [Float]

  init(_ convolution: Convolution, _ store: PackedWeights) throws {
    weights = store.packed(convolution, .depthwise) { Self.packed(convolution) }
    self.convolution = convolution
    bias = convolution.paddedBias
    slopes = try convolution.activation.paddedSlopes(channels: convolution.outputChannels) ?? []
  }

  let workspaceCount = 0

  /// The weights as [tap][channel].
  private static func packed(_ convolution: Convolution) -> AlignedStorage {
    let (kernel, channels) = (convolution.kernel, convolution.outputChannels)
    let weights = AlignedStorage(count: kernel.y * kernel.x * channels)
    convolution.weight.withUnsafeElements { from in
      for channel in 0..<channels {
        let factor = convolution.scale?[channel] ?? 1
        for tap in 0..<kernel.y * kernel.x {
          weights.elements[tap * channels + channel] =
            from[channel * kernel.y * kernel.x + tap] * factor
        }
      }
    }
    return weights
  }

  var weightBytes: Int { weights.elements.count * MemoryLayout<Float>.size }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let rows = output.shape.height
    let rowsAPiece = max(1, min(8, rows / (kernels.threads * 4)))
    let pieces = (rows + rowsAPiece - 1) / rowsAPiece
    try withLoopForm(input, output, residual) { form in
      try kernels.forEach(output.shape.batch * pieces) { piece in
        let first = piece % pieces * rowsAPiece
        kernels.loops.pointee.depthwise(
          form, Int32(piece / pieces), Int32(first), Int32(min(first + rowsAPiece, rows)))
      }
    }
  }

  private func withLoopForm(
    _ input: FeatureMap, _ output: FeatureMap, _ residual: FeatureMap?,
    _ body: (UnsafePointer<ck_depthwise>) throws -> Void
  ) rethrows {
    let (kernel, stride, dilation) = (convolution.kernel, convolution.stride, convolution.dilation)
    try bias.withUnsafeBufferPointer { bias in
      try slopes.withUnsafeBufferPointer { slopes in
        var form = ck_depthwise(
          input: input.loopForm, output: output.loopForm, residual: residual.loopForm,
          channels: Int32(output.shape.channels), kernel_y: Int32(kernel.y),
          kernel_x: Int32(kernel.x), stride_y: Int32(stride.y), stride_x: Int32(stride.x),
          dilation_y: Int32(dilation.y), dilation_x: Int32(dilation.x),
          top: Int32(convolution.padding.top), left: Int32(convolution.padding.left),
          weights: weights.elements.baseAddress, bias: bias.baseAddress,
          activation: convolution.activation.loopForm(slopes: slopes.baseAddress))
        try withExtendedLifetime(weights) { try body(&form) }
      }
    }
  }
}
