import CKernels

/// A convolution as a sum over taps: output pixel (y, x) is the sum of the input pixels at
/// (y · stride + tap), each times a matrix, then bias, residual and activation.
///
/// Plain, strided, dilated, grouped and transposed convolutions are all of this form; they differ
/// in their taps.
struct TapSum: Sendable {
  let taps: [Spatial]
  let stride: Spatial
  /// Input channels that each tap multiplies.
  let depth: Int
  let outputChannels: Int
  let weights: AlignedStorage
  private let panelChannels: [Int32]
  private let bias: [Float]
  private let slopes: [Float]
  private let zeros: [Float]
  private let activation: Activation

  /// Packs the weights of `convolution` at these kernel positions, which lie at `taps`.
  init(
    _ convolution: Convolution, taps: [Spatial], positions: [Spatial], stride: Spatial,
    _ kernels: FastKernels, _ store: PackedWeights
  ) throws {
    let packing = WeightPacking(convolution, positions: positions)
    try self.init(
      convolution, taps: taps, stride: stride, depth: packing.depth,
      weights: store.packed(convolution, .implicitGEMM, positions: positions) {
        try packing.packed(kernels)
      },
      panelChannels: packing.panelChannels, zeros: convolution.inputChannels)
  }

  /// Takes weights that are packed already.
  init(
    _ convolution: Convolution, taps: [Spatial], stride: Spatial, depth: Int,
    weights: AlignedStorage, panelChannels: [Int32] = [], zeros: Int
  ) throws {
    self.taps = taps
    self.stride = stride
    self.depth = depth
    self.weights = weights
    self.panelChannels = panelChannels
    outputChannels = convolution.outputChannels
    bias = convolution.paddedBias
    activation = convolution.activation
    slopes = try activation.paddedSlopes(channels: outputChannels) ?? []
    self.zeros = [Float](repeating: 0, count: zeros)
  }

  var weightBytes: Int { weights.elements.count * MemoryLayout<Float>.size }

  var panels: Int { (outputChannels + Int(CK_PANEL) - 1) / Int(CK_PANEL) }

  /// How many tiles share a pass over the weights: as many as keep what they read and write in the
  /// second-level cache, and more where the weights come from farther away than that.
  var blockTiles: Int {
    let bytes = weightBytes > 3 << 20 ? 640 << 10 : weightBytes > 256 << 10 ? 160 << 10 : 96 << 10
    let pixel = depth * stride.y * stride.x + outputChannels
    return max(4, bytes / (Int(CK_TILE) * pixel * MemoryLayout<Float>.size))
  }

  /// Floats of scratch memory that one thread needs.
  var scratchPerThread: Int {
    let pointers = blockTiles * (taps.count + 2) * Int(CK_TILE)
    return pointers * MemoryLayout<UnsafeRawPointer>.size / MemoryLayout<Float>.size
  }

  /// Calls `body` with the inner loops' form.
  func withLoopForm(
    _ input: FeatureMap, _ output: FeatureMap, _ residual: FeatureMap?,
    _ body: (UnsafePointer<ck_convolution>) throws -> Void
  ) rethrows {
    let (tapY, tapX) = (taps.map { Int32($0.y) }, taps.map { Int32($0.x) })
    try tapY.withUnsafeBufferPointer { tapY in
      try tapX.withUnsafeBufferPointer { tapX in
        try bias.withUnsafeBufferPointer { bias in
          try slopes.withUnsafeBufferPointer { slopes in
            try zeros.withUnsafeBufferPointer { zeros in
              try panelChannels.withUnsafeBufferPointer { panelChannels in
                var form = ck_convolution(
                  input: input.loopForm, output: output.loopForm,
                  residual: residual.loopForm, stride_y: Int32(stride.y),
                  stride_x: Int32(stride.x), taps: Int32(taps.count), tap_y: tapY.baseAddress,
                  tap_x: tapX.baseAddress, depth: Int32(depth),
                  output_channels: Int32(outputChannels),
                  panel_channel: panelChannels.isEmpty ? nil : panelChannels.baseAddress,
                  weights: weights.elements.baseAddress, bias: bias.baseAddress,
                  zeros: zeros.baseAddress, block_tiles: Int32(blockTiles),
                  activation: activation.loopForm(slopes: slopes.baseAddress))
                try withExtendedLifetime(weights) { try body(&form) }
              }
            }
          }
        }
      }
    }
  }
}

extension Convolution {
  /// The bias of every output channel, padded to whole panels.
  var paddedBias: [Float] {
    (bias ?? [Float](repeating: 0, count: outputChannels)).paddedToPanels
  }
}

extension FeatureMap {
  /// The inner loops' form of the view.
  var loopForm: ck_map {
    ck_map(
      data: base, batch: batchStride, row: rowStride, pixel: pixelStride,
      height: Int32(shape.height), width: Int32(shape.width))
  }
}

extension FeatureMap? {
  /// The inner loops' form, where an absent map has no data.
  var loopForm: ck_map { self?.loopForm ?? ck_map() }
}
