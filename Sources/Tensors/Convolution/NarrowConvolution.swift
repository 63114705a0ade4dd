import CKernels

/// A convolution to a few output channels, such as a head's single logit, as dot products along the
/// input channels.
struct NarrowConvolution: ConvolutionKernel {
  private let sum: TapSum
  let workspaceCount: Int

  init(
    _ convolution: Convolution, _ kernels: FastKernels, _ store: PackedWeights
  ) throws {
    let (positions, channels) = (convolution.kernel.positions, convolution.inputChannels)
    let weights = store.packed(convolution, .narrow) { Self.packed(convolution) }
    let taps = positions.map { at in
      Spatial(
        y: at.y * convolution.dilation.y - convolution.padding.top,
        x: at.x * convolution.dilation.x - convolution.padding.left)
    }
    sum = try TapSum(
      convolution, taps: taps, stride: convolution.stride, depth: channels, weights: weights,
      zeros: channels)
    workspaceCount = sum.scratchPerThread * kernels.threads
  }

  var weightBytes: Int { sum.weightBytes }

  /// The weights as [output][tap][input channel].
  private static func packed(_ convolution: Convolution) -> AlignedStorage {
    let (positions, channels) = (convolution.kernel.positions, convolution.inputChannels)
    let weights = AlignedStorage(count: convolution.outputChannels * positions.count * channels)
    convolution.weight.withUnsafeElements { from in
      for output in 0..<convolution.outputChannels {
        let factor = convolution.scale?[output] ?? 1
        for channel in 0..<channels {
          for tap in positions.indices {
            let at = (output * channels + channel) * positions.count + tap
            weights.elements[(output * positions.count + tap) * channels + channel] =
              from[at] * factor
          }
        }
      }
    }
    return weights
  }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let pixels = output.shape.batch * output.shape.height * output.shape.width
    let division = GEMMDivision(
      pixels: pixels, panels: 1, block: 512 * Int(CK_TILE), threads: kernels.threads)
    try sum.withLoopForm(input, output, residual) { form in
      try kernels.forEach(division.count) { piece, worker in
        let rows = division.piece(piece).pixels
        kernels.loops.pointee.convolve_narrow(
          form, rows.lowerBound, rows.upperBound, scratch + worker * sum.scratchPerThread)
      }
    }
  }
}
