import CKernels

extension FastKernels {
  /// See ``Kernels``.
  public func pool(_ input: FeatureMap, into output: FeatureMap, _ pooling: Pooling) throws {
    try pooling.check(input, output)
    let windows = PoolingGrid(pooling, input.shape, output.shape)
    let (rows, channels) = (output.shape.height, output.shape.channels)
    let perPiece = rows * output.shape.batch >= threads * 2 ? channels : 64
    let parts = (channels + perPiece - 1) / max(perPiece, 1)
    try windows.withLoopForm(input, output, pooling) { form in
      try forEach(output.shape.batch * rows * parts) { piece in
        let first = piece % parts * perPiece
        loops.pointee.pool(
          form, Int32(piece / parts / rows), Int32(piece / parts % rows), Int32(first),
          Int32(min(first + perPiece, channels)))
      }
    }
  }

  /// See ``Kernels``.
  public func resample(
    _ input: FeatureMap, into output: FeatureMap, _ resampling: Resampling
  ) throws {
    try resampling.check(input, output)
    guard output.shape.count > 0 else { return }
    let taps = resampling.taps(input.shape, output.shape)
    let rows = output.shape.height
    let rowsAPiece = max(1, min(16, rows / (threads * 4)))
    let pieces = (rows + rowsAPiece - 1) / rowsAPiece
    try forEach(output.shape.batch * pieces) { piece in
      let first = piece % pieces * rowsAPiece
      let range = first..<min(first + rowsAPiece, rows)
      if taps.y.count == 1 {
        gatherRows(range, taps, input.picture(piece / pieces), output.picture(piece / pieces))
      } else {
        mixRows(range, taps, input.picture(piece / pieces), output.picture(piece / pieces))
      }
    }
  }

  /// See ``Kernels``.
  public func pad(
    _ input: FeatureMap, into output: FeatureMap, edges: Edges, mode: PaddingMode
  ) throws {
    try mode.check(edges, input.shape)
    let shape = input.shape
    try output.expect(
      MapShape(
        batch: shape.batch, height: shape.height + edges.top + edges.bottom,
        width: shape.width + edges.left + edges.right, channels: shape.channels))
    let columns = (0..<output.shape.width).map { x in
      Int32(mode.source(x - edges.left, extent: shape.width) ?? -1)
    }
    let rows = output.shape.height
    let rowsAPiece = max(1, min(16, rows / (threads * 4)))
    let pieces = (rows + rowsAPiece - 1) / rowsAPiece
    try forEach(shape.batch * pieces) { piece in
      let first = piece % pieces * rowsAPiece
      for y in first..<min(first + rowsAPiece, rows) {
        let source = mode.source(y - edges.top, extent: shape.height)
        padRow(
          source.map { input.pixel(piece / pieces, $0, 0) }, input.pixelStride,
          output.pixel(piece / pieces, y, 0), output, edges, mode, columns)
      }
    }
  }

  /// See ``Kernels``.
  public func copy(_ input: FeatureMap, into output: FeatureMap) throws {
    try pad(input, into: output, edges: 0, mode: .constant(0))
  }

  /// Rows of an output whose every pixel is one pixel of the input.
  private func gatherRows(
    _ rows: Range<Int>, _ taps: (y: ResamplingTaps, x: ResamplingTaps), _ input: FeatureMap,
    _ output: FeatureMap
  ) {
    taps.x.index.withUnsafeBufferPointer { columns in
      for y in rows {
        loops.pointee.gather_pixels(
          input.pixel(0, Int(taps.y.index[y]), 0), input.pixelStride, columns.baseAddress,
          Int32(output.shape.width), Int32(output.shape.channels), output.pixel(0, y, 0),
          output.pixelStride)
      }
    }
  }

  /// Rows of an interpolated output: rows of the input are mixed first, then pixels of the mixture.
  private func mixRows(
    _ rows: Range<Int>, _ taps: (y: ResamplingTaps, x: ResamplingTaps), _ input: FeatureMap,
    _ output: FeatureMap
  ) {
    let (width, channels) = (input.shape.width, input.shape.channels)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width * channels) { mixed in
      taps.y.weight.withUnsafeBufferPointer { weights in
        for y in rows {
          let first = y * taps.y.count
          let sources = taps.y.index[first..<first + taps.y.count].map {
            UnsafePointer<Float>?(UnsafePointer(input.pixel(0, Int($0), 0)))
          }
          loops.pointee.mix_rows(
            sources, weights.baseAddress.map { $0 + first }, Int32(taps.y.count), Int32(width),
            Int32(channels), input.pixelStride, mixed.baseAddress)
          loops.pointee.mix_pixels(
            mixed.baseAddress, channels, taps.x.index, taps.x.weight, Int32(taps.x.count),
            Int32(output.shape.width), Int32(channels), output.pixel(0, y, 0), output.pixelStride)
        }
      }
    }
  }

  private func padRow(
    _ source: UnsafeMutablePointer<Float>?, _ sourcePixel: Int,
    _ target: UnsafeMutablePointer<Float>, _ output: FeatureMap, _ edges: Edges,
    _ mode: PaddingMode, _ columns: [Int32]
  ) {
    let (width, channels) = (output.shape.width, output.shape.channels)
    let isCompact = output.pixelStride == channels && sourcePixel == channels
    if case .constant(let value) = mode, isCompact {
      guard let source else { return target.update(repeating: value, count: width * channels) }
      let inner = (width - edges.left - edges.right) * channels
      target.update(repeating: value, count: edges.left * channels)
      (target + edges.left * channels).update(from: source, count: inner)
      (target + edges.left * channels + inner).update(
        repeating: value, count: edges.right * channels)
    } else {
      if let source {
        loops.pointee.gather_pixels(
          source, sourcePixel, columns, Int32(width), Int32(channels), target, output.pixelStride)
      }
      guard case .constant(let value) = mode else { return }
      for x in 0..<width where source == nil || columns[x] < 0 {
        (target + x * output.pixelStride).update(repeating: value, count: channels)
      }
    }
  }
}
