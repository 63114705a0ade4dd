import Tensors

extension GraphPooling {
  /// The kernels' description of it for an input of this shape.
  func pooling(input: [Int]) -> Pooling {
    let edges = padding.edges(
      Spatial(y: input[2], x: input[3]), kernel: kernel, stride: stride, dilation: dilation)
    return Pooling(
      kind: kind, kernel: kernel, stride: stride, padding: edges, dilation: dilation,
      ceilMode: ceilMode)
  }

  func outputType(_ operands: Operands) throws -> ValueType {
    try operands.expect(count: 1...1)
    let x = try operands.floats(0, rank: 4...4)
    try expect("kernel", [kernel.y, kernel.x], in: 1...1 << 15)
    try expect("stride", [stride.y, stride.x], in: 1...1 << 15)
    try expect("dilation", [dilation.y, dilation.x], in: 1...1 << 15)
    try padding.check()
    let output = try pooling(input: x).outputShape(MapShape(x))
    return .floats([x[0], x[1], output.height, output.width])
  }

  func evaluate(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    let pooling = pooling(input: operands.types[0].shape)
    return try onMaps(try operands.tensor(0), type) {
      try ReferenceKernels().pool($0, into: $1, pooling)
    }
  }
}

extension AdaptivePooling {
  /// The kernels' description of it.
  var pooling: Pooling { isMaximum ? .adaptiveMaximum : .adaptiveAverage }

  func outputType(_ operands: Operands) throws -> ValueType {
    try operands.expect(count: 1...1)
    let x = try operands.floats(0, rank: 4...4)
    try expect("output", [output.y, output.x], in: 1...1 << 15)
    try expect("extents of the input", [x[2], x[3]], in: 1...Int(Int32.max))
    return .floats([x[0], x[1], output.y, output.x])
  }

  func evaluate(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    try onMaps(try operands.tensor(0), type) {
      try ReferenceKernels().pool($0, into: $1, pooling)
    }
  }
}

extension Resize {
  /// The kernels' description of it, and the output's height and width.
  func resampling(_ operands: Operands) throws -> (Resampling, size: Spatial) {
    try operands.expect(count: 2...2)
    let x = try operands.floats(0, rank: 4...4)
    var resampling = Resampling(interpolation, coordinates)
    (resampling.arithmetic, resampling.smoothing) = (arithmetic, smoothing)
    switch target {
    case .sizes:
      let sizes = try operands.integers(1)
      try check(sizes.dropLast(2).elementsEqual(x.dropLast(2)), sizes.count)
      return (resampling, Spatial(y: sizes[sizes.count - 2], x: sizes[sizes.count - 1]))
    case .factors:
      let factors = try operands.tensor(1).elements
      try check(factors.dropLast(2).allSatisfy { $0 == 1 }, factors.count)
      let (y, x) = (
        try scaled(x[2], factors[factors.count - 2]), try scaled(x[3], factors[factors.count - 1])
      )
      resampling.factorY = Double(factors[factors.count - 2])
      resampling.factorX = Double(factors[factors.count - 1])
      return (resampling, Spatial(y: y, x: x))
    }
  }

  private func check(_ keepsOthers: Bool, _ count: Int) throws(GraphError.Problem) {
    guard count == 2 || count == 4 && keepsOthers else {
      throw .unsupported("another target than height and width")
    }
  }

  private func scaled(_ extent: Int, _ factor: Float) throws(GraphError.Problem) -> Int {
    let scaled = (Float(extent) * factor).rounded(.down)
    guard factor > 0, scaled >= 0, scaled <= Float(1 << 24) else {
      throw .unsupported("a factor of \(factor)")
    }
    return Int(scaled)
  }

  func outputType(_ operands: Operands) throws -> ValueType {
    let size = try resampling(operands).size
    let x = operands.types[0].shape
    try expect("size", [size.y, size.x], in: 1...Int(Int32.max))
    try expect("extents of the input", [x[2], x[3]], in: 1...Int(Int32.max))
    return .floats([x[0], x[1], size.y, size.x])
  }

  func evaluate(_ operands: Operands, _ type: ValueType) throws -> NumericArray {
    let resampling = try resampling(operands).0
    return try onMaps(try operands.tensor(0), type) {
      try ReferenceKernels().resample($0, into: $1, resampling)
    }
  }
}

extension MapShape {
  /// The extents of pictures that a graph describes as (batch, channels, height, width).
  init(_ shape: [Int]) {
    self.init(batch: shape[0], height: shape[2], width: shape[3], channels: shape[1])
  }
}

/// Calls `body` with channels-last maps of a picture and of the output, and converts that back.
private func onMaps(
  _ x: Tensor, _ type: ValueType, _ body: (FeatureMap, FeatureMap) throws -> Void
) throws -> NumericArray {
  let y = try Tensor(MapShape(type.shape)) { y in
    try x.channelsLast().withFeatureMap { try body($0, y) }
  }
  return .floats(try y.channelsFirst())
}
