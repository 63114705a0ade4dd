import CKernels

/// A 3 × 3 convolution with stride 1 by Winograd's minimal filtering F(order × order, 3 × 3).
///
/// Blocks of tiles are transformed and multiplied by one thread each while there are enough of
/// them; small pictures are transformed as one block, whose panels of outputs the threads share.
struct WinogradConvolution: ConvolutionKernel {
  private let order: Int
  private let inputChannels: Int
  private let outputChannels: Int
  private let padding: Edges
  private let dilation: Int
  /// Tiles of one phase of the dilation.
  private let tiles: Spatial
  private let weights: AlignedStorage
  private let bias: [Float]
  private let slopes: [Float]
  private let activation: Activation
  private let threads: Int

  init(
    _ convolution: Convolution, order: Int, output: MapShape, _ kernels: FastKernels,
    _ store: PackedWeights
  ) throws {
    self.order = order
    inputChannels = convolution.inputChannels
    outputChannels = convolution.outputChannels
    padding = convolution.padding
    dilation = convolution.dilation.y
    tiles = Self.tiles(output, order: order, dilation: convolution.dilation.y)
    bias = convolution.paddedBias
    activation = convolution.activation
    slopes = try activation.paddedSlopes(channels: outputChannels) ?? []
    threads = kernels.threads
    weights = try store.packed(convolution, order == 4 ? .winograd4 : .winograd2) {
      try Self.packed(convolution, order: order, kernels)
    }
  }

  /// How many tiles cover each axis of the largest phase of the output.
  static func tiles(_ output: MapShape, order: Int, dilation: Int) -> Spatial {
    func count(_ extent: Int) -> Int {
      let phase = (extent + dilation - 1) / dilation
      return (phase + order - 1) / order
    }
    return Spatial(y: count(output.height), x: count(output.width))
  }

  var weightBytes: Int { weights.elements.count * MemoryLayout<Float>.size }

  /// One block of tiles per thread: its values and the products of one panel.
  var workspaceCount: Int { threads * (valuesCount(blockTiles) + productsCount(blockTiles)) }

  func run(
    _ input: FeatureMap, into output: FeatureMap, adding residual: FeatureMap?,
    scratch: UnsafeMutablePointer<Float>, _ kernels: FastKernels
  ) throws {
    let count = output.shape.batch * dilation * dilation * tiles.y * tiles.x
    try withLoopForm(input, output, residual) { form in
      if count < threads * blockTiles / 2 {
        try runTogether(form, count, scratch, kernels)
      } else {
        try runApart(form, count, scratch, kernels)
      }
    }
  }

  /// Each thread takes whole blocks of tiles.
  private func runApart(
    _ form: UnsafePointer<ck_winograd>, _ count: Int, _ scratch: UnsafeMutablePointer<Float>,
    _ kernels: FastKernels
  ) throws {
    let rounds = (count + threads * blockTiles - 1) / (threads * blockTiles)
    let blocks = min(rounds * threads, (count + Int(CK_TILE) - 1) / Int(CK_TILE))
    let perThread = valuesCount(blockTiles) + productsCount(blockTiles)
    let loops = loops(kernels)
    try kernels.forEach(blocks) { block, worker in
      let (first, last) = (block * count / blocks, (block + 1) * count / blocks)
      let values = scratch + worker * perThread
      let plane = planeStride(last - first)
      loops.input(form, first, last, values, plane, tileStride)
      let products = values + valuesCount(blockTiles)
      for panel in 0..<panels {
        loops.output(form, first, last, Int32(panel), values, plane, tileStride, products)
      }
    }
  }

  /// The threads share the transformation of one block, and then its panels.
  private func runTogether(
    _ form: UnsafePointer<ck_winograd>, _ count: Int, _ scratch: UnsafeMutablePointer<Float>,
    _ kernels: FastKernels
  ) throws {
    let plane = planeStride(count)
    let pieces = min(count, threads * 2)
    let loops = loops(kernels)
    try kernels.forEach(pieces) { piece in
      let (first, last) = (piece * count / pieces, (piece + 1) * count / pieces)
      loops.input(form, first, last, scratch + first * tileStride, plane, tileStride)
    }
    let products = scratch + valuesCount(threads * blockTiles)
    try kernels.forEach(panels) { panel, worker in
      loops.output(
        form, 0, count, Int32(panel), scratch, plane, tileStride,
        products + worker * productsCount(blockTiles))
    }
  }

  private var planes: Int { (order + 2) * (order + 2) }
  private var panels: Int { (outputChannels + Int(CK_PANEL) - 1) / Int(CK_PANEL) }

  /// Tiles of one block: their values and products together take about as much as the second-level
  /// cache holds, and each weight that is loaded serves all of them.
  private var blockTiles: Int { order == 4 ? 48 : 96 }

  private var tileStride: Int { (inputChannels + 7) / 8 * 8 }

  /// Planes do not start at multiples of a page, which would compete for the same cache lines.
  private func planeStride(_ tiles: Int) -> Int { tiles * tileStride + 16 }

  private func valuesCount(_ tiles: Int) -> Int { planes * planeStride(tiles) }

  private func productsCount(_ tiles: Int) -> Int { planes * (tiles + 1) * Int(CK_PANEL) }

  private typealias InputLoop =
    @convention(c) (
      UnsafePointer<ck_winograd>?, Int, Int, UnsafeMutablePointer<Float>?, Int, Int
    ) -> Void
  private typealias OutputLoop =
    @convention(c) (
      UnsafePointer<ck_winograd>?, Int, Int, Int32, UnsafePointer<Float>?, Int, Int,
      UnsafeMutablePointer<Float>?
    ) -> Void

  private func loops(_ kernels: FastKernels) -> (input: InputLoop, output: OutputLoop) {
    let table = kernels.loops.pointee
    return order == 4
      ? (table.winograd4_input, table.winograd4_output)
      : (table.winograd2_input, table.winograd2_output)
  }

  private static func packed(
    _ convolution: Convolution, order: Int, _ kernels: FastKernels
  ) throws -> AlignedStorage {
    let planes = (order + 2) * (order + 2)
    let (inputs, outputs) = (convolution.inputChannels, convolution.outputChannels)
    let panel = Int(CK_PANEL)
    let panels = (outputs + panel - 1) / panel
    let table = kernels.loops.pointee
    let pack = order == 4 ? table.winograd4_pack : table.winograd2_pack
    let storage = AlignedStorage(count: panels * panel * planes * inputs)
    guard let target = storage.elements.baseAddress else { return storage }
    try convolution.weight.withUnsafeElements { weights in
      try convolution.scale.withUnsafeElements { scale in
        try kernels.forEach(panels) { index in
          let first = index * panel
          pack?(
            weights.baseAddress, scale, Int32(inputs), Int32(outputs), Int32(first),
            target + first * planes * inputs)
        }
      }
    }
    return storage
  }

  private func withLoopForm(
    _ input: FeatureMap, _ output: FeatureMap, _ residual: FeatureMap?,
    _ body: (UnsafePointer<ck_winograd>) throws -> Void
  ) rethrows {
    try bias.withUnsafeBufferPointer { bias in
      try slopes.withUnsafeBufferPointer { slopes in
        var form = ck_winograd(
          input: input.loopForm, output: output.loopForm, residual: residual.loopForm,
          input_channels: Int32(inputChannels), output_channels: Int32(outputChannels),
          top: Int32(padding.top), left: Int32(padding.left), dilation: Int32(dilation),
          tiles_y: Int32(tiles.y), tiles_x: Int32(tiles.x),
          weights: weights.elements.baseAddress, bias: bias.baseAddress,
          activation: activation.loopForm(slopes: slopes.baseAddress))
        try withExtendedLifetime(weights) { try body(&form) }
      }
    }
  }
}
