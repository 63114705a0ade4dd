import CKernels

/// A pooling over windows, with PyTorch's definitions of their extents.
public struct Pooling: Hashable, Sendable {
  /// What is computed of each window.
  public enum Kind: Hashable, Sendable {
    /// The largest element; NaN where there is one. Padding never wins.
    case maximum
    /// The mean; `countsPadding` is whether padding zeros count as elements.
    case average(countsPadding: Bool)
  }

  /// What is computed.
  public var kind: Kind
  /// The window's extents; nil for windows that divide the input among a given output (adaptive).
  public var kernel: Spatial?
  /// The distance from window to window.
  public var stride: Spatial
  /// How far windows reach over each edge; less than the kernel, so that none is empty.
  public var padding: Edges
  /// The distance between neighbouring elements of a window, for maxima.
  public var dilation: Spatial
  /// Whether a last window that reaches over the padding is kept.
  public var ceilMode: Bool

  /// Creates a description.
  public init(
    kind: Kind, kernel: Spatial?, stride: Spatial, padding: Edges, dilation: Spatial = 1,
    ceilMode: Bool = false
  ) {
    self.kind = kind
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.ceilMode = ceilMode
  }

  /// The largest element of each window; the stride is the kernel where it is nil.
  public static func maximum(
    _ kernel: Spatial, stride: Spatial? = nil, padding: Edges = 0, dilation: Spatial = 1,
    ceilMode: Bool = false
  ) -> Pooling {
    Pooling(
      kind: .maximum, kernel: kernel, stride: stride ?? kernel, padding: padding,
      dilation: dilation, ceilMode: ceilMode)
  }

  /// The mean of each window; the stride is the kernel where it is nil.
  public static func average(
    _ kernel: Spatial, stride: Spatial? = nil, padding: Edges = 0, ceilMode: Bool = false,
    countsPadding: Bool = true
  ) -> Pooling {
    Pooling(
      kind: .average(countsPadding: countsPadding), kernel: kernel, stride: stride ?? kernel,
      padding: padding, dilation: 1, ceilMode: ceilMode)
  }

  /// Means over as many windows as the output has pixels; of the whole picture where it has one.
  public static let adaptiveAverage = Pooling(
    kind: .average(countsPadding: false), kernel: nil, stride: 1, padding: 0, dilation: 1,
    ceilMode: false)

  /// Maxima over as many windows as the output has pixels.
  public static let adaptiveMaximum = Pooling(
    kind: .maximum, kernel: nil, stride: 1, padding: 0, dilation: 1, ceilMode: false)

  /// The shape of the output; an adaptive pooling has the one that its caller wants.
  public func outputShape(_ input: MapShape) throws(TensorError) -> MapShape {
    guard let kernel else { return input }
    try kernel.expect("kernel", in: 1...1 << 15)
    try stride.expect("stride", in: 1...1 << 15)
    try dilation.expect("dilation", in: 1...1 << 15)
    let reach = Spatial(y: (kernel.y - 1) * dilation.y, x: (kernel.x - 1) * dilation.x)
    try Spatial(y: padding.top, x: padding.bottom).expect("padding", in: 0...reach.y)
    try Spatial(y: padding.left, x: padding.right).expect("padding", in: 0...reach.x)
    return MapShape(
      batch: input.batch,
      height: try extent(
        input.height, kernel.y, stride.y, (padding.top, padding.bottom), dilation.y),
      width: try extent(
        input.width, kernel.x, stride.x, (padding.left, padding.right), dilation.x),
      channels: input.channels)
  }

  private func extent(
    _ input: Int, _ kernel: Int, _ stride: Int, _ padding: (before: Int, after: Int),
    _ dilation: Int
  ) throws(TensorError) -> Int {
    let padded = input + padding.before + padding.after
    let room = padded - (kernel - 1) * dilation - 1
    guard room >= 0, input > 0 else {
      throw .kernelTooLarge(kernel: (kernel - 1) * dilation + 1, paddedInput: padded)
    }
    let count = (room + (ceilMode ? stride - 1 : 0)) / stride + 1
    return ceilMode && (count - 1) * stride >= input + padding.before ? count - 1 : count
  }
}

/// The windows of one axis: the elements first + i · step, i < count, and what a mean divides by.
struct PoolingWindows {
  private(set) var first: [Int32] = []
  private(set) var count: [Int32] = []
  private(set) var divisor: [Int32] = []

  init(
    input: Int, output: Int, kernel: Int?, stride: Int, padding: (before: Int, after: Int),
    dilation: Int, countsPadding: Bool
  ) {
    for index in 0..<output {
      guard let kernel else {
        let start = index * input / output
        let end = ((index + 1) * input + output - 1) / output
        append(start, end - start, end - start)
        continue
      }
      let start = index * stride - padding.before
      let end = min(start + (kernel - 1) * dilation + 1, input + padding.after)
      let skipped = start < 0 ? (-start + dilation - 1) / dilation : 0
      let from = start + skipped * dilation
      let inside = max(0, (min(end, input) - from + dilation - 1) / dilation)
      append(from, inside, countsPadding ? end - start : max(inside, 1))
    }
  }

  private mutating func append(_ first: Int, _ count: Int, _ divisor: Int) {
    self.first.append(Int32(first))
    self.count.append(Int32(count))
    self.divisor.append(Int32(divisor))
  }
}

/// The windows of both axes.
struct PoolingGrid {
  let y: PoolingWindows
  let x: PoolingWindows

  init(_ pooling: Pooling, _ input: MapShape, _ output: MapShape) {
    let countsPadding = pooling.kind == .average(countsPadding: true)
    y = PoolingWindows(
      input: input.height, output: output.height, kernel: pooling.kernel?.y,
      stride: pooling.stride.y, padding: (pooling.padding.top, pooling.padding.bottom),
      dilation: pooling.dilation.y, countsPadding: countsPadding)
    x = PoolingWindows(
      input: input.width, output: output.width, kernel: pooling.kernel?.x,
      stride: pooling.stride.x, padding: (pooling.padding.left, pooling.padding.right),
      dilation: pooling.dilation.x, countsPadding: countsPadding)
  }

  /// Calls `body` with the inner loops' form.
  func withLoopForm(
    _ input: FeatureMap, _ output: FeatureMap, _ pooling: Pooling,
    _ body: (UnsafePointer<ck_pooling>) throws -> Void
  ) rethrows {
    try y.withPointers { firstY, countY, divisorY in
      try x.withPointers { firstX, countX, divisorX in
        var form = ck_pooling(
          input: input.loopForm, output: output.loopForm, channels: Int32(input.shape.channels),
          is_maximum: pooling.kind == .maximum ? 1 : 0, first_y: firstY, count_y: countY,
          divisor_y: divisorY, first_x: firstX, count_x: countX, divisor_x: divisorX,
          step_y: Int32(pooling.dilation.y), step_x: Int32(pooling.dilation.x))
        try body(&form)
      }
    }
  }
}

extension PoolingWindows {
  fileprivate func withPointers(
    _ body: (UnsafePointer<Int32>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) throws -> Void
  ) rethrows {
    try first.withUnsafeBufferPointer { first in
      try count.withUnsafeBufferPointer { count in
        try divisor.withUnsafeBufferPointer { divisor in
          try body(first.baseAddress, count.baseAddress, divisor.baseAddress)
        }
      }
    }
  }
}

extension Pooling {
  /// Throws unless a map of the output's shape can be made of the input.
  func check(_ input: FeatureMap, _ output: FeatureMap) throws(TensorError) {
    if kernel == nil {
      var expected = output.shape
      (expected.batch, expected.channels) = (input.shape.batch, input.shape.channels)
      try output.expect(expected)
      guard input.shape.height > 0, input.shape.width > 0 else {
        throw .invalidShape(input.shape.extents)
      }
    } else {
      try output.expect(try outputShape(input.shape))
    }
  }
}
