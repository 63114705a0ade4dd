import CKernels

/// A convolution of few input channels: in a zero-padded copy of the picture, all columns of one row
/// of the kernel lie side by side, so that a row is one tap of kernel width × channels numbers.
///
/// A few rows are copied at a time, into memory of the thread that needs them.
struct MergedRows: ConvolutionKernel {
  private let sum: TapSum
  private let convolution: Convolution
  private let paddedWidth: Int
  private let output: MapShape
  private let threads: Int

  init(
    _ convolution: Convolution, input: MapShape, output: MapShape, _ kernels: FastKernels,
    _ store: PackedWeights
  ) throws {
    let (kernel, channels) = (convolution.kernel, convolution.inputChannels)
    self.convolution = convolution
    self.output = output
    threads = kernels.threads
    paddedWidth = input.width + convolution.padding.left + convolution.padding.right
    // All columns of a row lie one after another in the packing of single positions, too.
    let positions = kernel.positions
    let weights = try store.packed(convolution, .implicitGEMM, positions: positions) {
      try WeightPacking(convolution, positions: positions).packed(kernels)
    }
    sum = try TapSum(
      convolution, taps: (0..<kernel.y).map { Spatial(y: $0 * convolution.dilation.y, x: 0) },
      stride: convolution.stride, depth: kernel.x * channels, weights: weights, zeros: 0)
  }

  var workspaceCount: Int { threads * copyCount }

  var weightBytes: Int { sum.weightBytes }

  /// Rows of the output that one piece of work makes: as many as keep what they read in the
  /// second-level cache.
  private var rowsAPiece: Int {
    let row = paddedWidth * convolution.inputChannels * convolution.stride.y
    let even = (output.height + threads * 4 - 1) / (threads * 4)
    return max(1, min(even, (128 << 10) / (row * MemoryLayout<Float>.size)))
  }

  /// Rows of the input that some rows of the output see.
  private func inputRows(_ rows: Int) -> Int {
    (rows - 1) * convolution.stride.y + (convolution.kernel.y - 1) * convolution.dilation.y + 1
  }

  /// Floats of a thread's copy, which its columns end with.
  private var copyCount: Int {
    (inputRows(rowsAPiece) * paddedWidth * convolution.inputChannels + 15) / 16 * 16
  }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let pieces = (output.shape.height + rowsAPiece - 1) / rowsAPiece
    try kernels.forEach(output.shape.batch * pieces) { piece, worker in
      let (picture, first) = (piece / pieces, piece % pieces * rowsAPiece)
      let rows = min(rowsAPiece, output.shape.height - first)
      let copy = FeatureMap(
        scratch + worker * copyCount,
        shape: MapShape(
          height: inputRows(rows), width: paddedWidth, channels: input.shape.channels))
      copyRows(input.picture(picture), from: first, into: copy)
      sum.withLoopForm(
        copy, output.picture(picture).rows(first..<first + rows),
        residual?.picture(picture).rows(first..<first + rows)
      ) { kernels.loops.pointee.convolve_rows($0, 0, Int32(rows)) }
    }
  }

  /// Copies what the output rows from `first` on see, with zeros around it.
  private func copyRows(_ input: FeatureMap, from first: Int, into copy: FeatureMap) {
    let padding = convolution.padding
    let (width, channels) = (input.shape.width, input.shape.channels)
    let start = first * convolution.stride.y - padding.top
    for row in 0..<copy.shape.height {
      let target = copy.pixel(0, row, 0)
      guard (0..<input.shape.height).contains(start + row) else {
        target.update(repeating: 0, count: copy.rowStride)
        continue
      }
      target.update(repeating: 0, count: padding.left * channels)
      let inner = target + padding.left * channels
      if input.pixelStride == channels {
        inner.update(from: input.pixel(0, start + row, 0), count: width * channels)
      } else {
        for x in 0..<width {
          (inner + x * channels).update(from: input.pixel(0, start + row, x), count: channels)
        }
      }
      (inner + width * channels).update(repeating: 0, count: padding.right * channels)
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

  /// The view of some rows.
  func rows(_ range: Range<Int>) -> FeatureMap {
    var view = self
    view.base += range.lowerBound * rowStride
    view.shape.height = range.count
    return view
  }
}
