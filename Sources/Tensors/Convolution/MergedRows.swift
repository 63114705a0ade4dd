import CKernels

/// A convolution of few input channels: in a zero-padded copy of the picture, all columns of one row
/// of the kernel lie side by side, so that a row is one tap of kernel width × channels numbers.
struct MergedRows: ConvolutionKernel {
  private let sum: TapSum
  private let padded: MapShape
  private let padding: Edges
  private let scratchCount: Int

  init(
    _ convolution: Convolution, input: MapShape, _ kernels: FastKernels, _ store: PackedWeights
  ) throws {
    let (kernel, channels) = (convolution.kernel, convolution.inputChannels)
    padding = convolution.padding
    padded = MapShape(
      height: input.height + padding.top + padding.bottom,
      width: input.width + padding.left + padding.right, channels: channels)
    // All columns of a row lie one after another in the packing of single positions, too.
    let weights = store.packed(
      convolution, .implicitGEMM, positions: kernel.positions,
      WeightPacking(convolution, positions: kernel.positions).packed)
    sum = try TapSum(
      convolution, taps: (0..<kernel.y).map { Spatial(y: $0 * convolution.dilation.y, x: 0) },
      stride: convolution.stride, depth: kernel.x * channels, weights: weights,
      zeros: kernel.x * channels)
    scratchCount = sum.scratchPerThread * kernels.threads
  }

  var workspaceCount: Int { copyCount + scratchCount }

  /// The padded copy, up to where pointers may begin.
  private var copyCount: Int { (padded.count + 15) / 16 * 16 }

  var weightBytes: Int { sum.weightBytes }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let copy = FeatureMap(scratch, shape: padded)
    let pointers = scratch + copyCount
    for picture in 0..<input.shape.batch {
      try kernels.pad(
        input.picture(picture), into: copy, edges: padding, mode: .constant(0))
      try multiply(
        copy, output.picture(picture), residual?.picture(picture), pointers, kernels)
    }
  }

  private func multiply(
    _ copy: FeatureMap, _ output: FeatureMap, _ residual: FeatureMap?,
    _ pointers: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let division = GEMMDivision(
      pixels: output.shape.height * output.shape.width, panels: sum.panels,
      block: sum.blockTiles * Int(CK_TILE), threads: kernels.threads)
    try sum.withLoopForm(copy, output, residual) { form in
      try kernels.forEach(division.count) { piece, worker in
        let (rows, panels) = division.piece(piece)
        kernels.loops.pointee.convolve(
          form, rows.lowerBound, rows.upperBound, Int32(panels.lowerBound),
          Int32(panels.upperBound), pointers + worker * sum.scratchPerThread)
      }
    }
  }
}

extension FeatureMap {
  /// The view of one picture.
  func picture(_ index: Int) -> FeatureMap {
    var view = self
    view.base += index * batchStride
    view.shape.batch = 1
    return view
  }
}
