import CKernels

extension FastKernels {
  /// See ``Kernels``.
  public func activate(
    _ input: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try output.expect(input.shape)
    try activation.withLoopForm(channels: input.shape.channels) { form in
      try forEachRun(of: [input, output], mergesChannels: !activation.isPerChannel) { run in
        loops.pointee.scale_shift(
          run[0], run.pixelStrides[0], nil, nil, form, run.pixels, run.channels, run[1],
          run.pixelStrides[1])
      }
    }
  }

  /// See ``Kernels``.
  public func scale(
    _ input: FeatureMap, by scale: [Float], shift: [Float], into output: FeatureMap,
    _ activation: Activation
  ) throws {
    try output.expect(input.shape)
    for values in [scale, shift] where values.count != input.shape.channels {
      throw TensorError.countMismatch(shape: [input.shape.channels], found: values.count)
    }
    try activation.withLoopForm(channels: input.shape.channels) { form in
      try forEachRun(of: [input, output]) { run in
        loops.pointee.scale_shift(
          run[0], run.pixelStrides[0], scale, shift, form, run.pixels, run.channels, run[1],
          run.pixelStrides[1])
      }
    }
  }

  /// See ``Kernels``.
  public func add(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try combine(left, right, into: output, activation, loops.pointee.add)
  }

  /// See ``Kernels``.
  public func multiply(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try combine(left, right, into: output, activation, loops.pointee.multiply)
  }

  private typealias CombineLoop =
    @convention(c) (
      UnsafePointer<Float>?, Int, UnsafePointer<Float>?, Int, Int32, UnsafePointer<ck_activation>?,
      Int32, Int32, UnsafeMutablePointer<Float>?, Int
    ) -> Void

  private func combine(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation,
    _ loop: CombineLoop
  ) throws {
    try output.expect(left.shape)
    let repeated = try right.repeated(to: left.shape)
    let isWhole = right.shape == left.shape && !activation.isPerChannel
    let repeats: Int32 = right.shape.channels == 1 && left.shape.channels > 1 ? 1 : 0
    try activation.withLoopForm(channels: left.shape.channels) { form in
      try forEachRun(of: [left, repeated, output], mergesChannels: isWhole) { run in
        loop(
          run[0], run.pixelStrides[0], run[1], run.pixelStrides[1], repeats, form, run.pixels,
          run.channels, run[2], run.pixelStrides[2])
      }
    }
  }

  /// Some pixels of several maps, a constant distance apart in each.
  struct PixelRun {
    fileprivate(set) var bases: [UnsafeMutablePointer<Float>]
    fileprivate(set) var pixelStrides: [Int]
    fileprivate(set) var pixels: Int32
    fileprivate(set) var channels: Int32

    subscript(map: Int) -> UnsafeMutablePointer<Float> { bases[map] }
  }

  /// Calls `body` for runs of pixels that together cover all maps, which have the first one's
  /// extents. Where channels may be merged, compact maps are handed out as single wide pixels.
  func forEachRun(
    of maps: [FeatureMap], mergesChannels: Bool = false, _ body: (PixelRun) throws -> Void
  ) throws {
    guard let shape = maps.first?.shape, shape.count > 0 else { return }
    let isRun = maps.allSatisfy(\.isPixelRun)
    let isMerged =
      mergesChannels && isRun && maps.allSatisfy { $0.pixelStride == shape.channels }
    let rowsAPiece = isRun ? max(1, min(shape.height, 32_768 / (shape.width * shape.channels))) : 1
    let pieces = (shape.height + rowsAPiece - 1) / rowsAPiece
    try forEach(shape.batch * pieces) { piece in
      let first = piece % pieces * rowsAPiece
      let rows = min(rowsAPiece, shape.height - first)
      let pixels = rows * shape.width
      try body(
        PixelRun(
          bases: maps.map { $0.pixel(piece / pieces, first, 0) },
          pixelStrides: maps.map(\.pixelStride), pixels: isMerged ? 1 : Int32(pixels),
          channels: Int32(isMerged ? pixels * shape.channels : shape.channels)))
    }
  }
}

extension Activation {
  /// Whether channels are treated differently.
  var isPerChannel: Bool {
    if case .preLU = self { true } else { false }
  }
}

extension FeatureMap {
  /// The view whose extents of 1 are repeated until it has this shape; a single channel stays one.
  func repeated(to wanted: MapShape) throws(TensorError) -> FeatureMap {
    for (axis, (own, other)) in zip(shape.extents, wanted.extents).enumerated()
    where own != other && own != 1 {
      throw .shapeMismatch(left: wanted.extents, right: shape.extents, axis: axis)
    }
    var view = self
    if shape.batch == 1, wanted.batch > 1 { view.batchStride = 0 }
    if shape.height == 1, wanted.height > 1 { view.rowStride = 0 }
    if shape.width == 1, wanted.width > 1 {
      view.pixelStride = 0
    }
    view.shape = wanted
    return view
  }
}
