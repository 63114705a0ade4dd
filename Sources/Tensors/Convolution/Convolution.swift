/// A two-dimensional convolution, or its transpose, as PyTorch defines it: what is computed, not how.
///
/// y[o, i, j] = activation(scale[o] · Σ w[o, c, k, l] · x[c, i·s + k·d − p, j·s + l·d − p] + bias[o]
/// + residual[o, i, j]). The scale is that of a norm folded into the layer.
public struct Convolution: Sendable {
  /// (outputs, inputs / groups, kernel y, kernel x); transposed: (inputs, outputs / groups, …).
  public var weight: Tensor
  /// A factor for each output channel, 1 where nil.
  public var scale: [Float]?
  /// What is added to each output channel, 0 where nil.
  public var bias: [Float]?
  /// The step of the output on the input; of the input on the output when transposed.
  public var stride: Spatial
  /// Zeros around the input; what is cut from the output when transposed.
  public var padding: Edges
  /// The distance between neighbouring taps of the kernel.
  public var dilation: Spatial
  /// Into how many parts the channels are divided that do not see each other.
  public var groups: Int
  /// Whether input and output change places.
  public var isTransposed: Bool
  /// Rows and columns that a transposed convolution's output has more at its end.
  public var outputPadding: Spatial
  /// What ends the layer.
  public var activation: Activation

  /// Creates a description and checks that its parts agree.
  public init(
    weight: Tensor, bias: [Float]? = nil, stride: Spatial = 1, padding: Edges = 0,
    dilation: Spatial = 1, groups: Int = 1, isTransposed: Bool = false,
    outputPadding: Spatial = 0, activation: Activation = .identity
  ) throws(TensorError) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.isTransposed = isTransposed
    self.outputPadding = outputPadding
    self.activation = activation
    try check()
  }

  /// The same convolution followed by factor · y + shift for each output channel: a norm, folded.
  public func followed(
    byScale factor: [Float], shift: [Float]
  ) throws(TensorError) -> Convolution {
    for values in [factor, shift] where values.count != outputChannels {
      throw .countMismatch(shape: [outputChannels], found: values.count)
    }
    var folded = self
    let before = bias ?? [Float](repeating: 0, count: outputChannels)
    folded.scale = zip(scale ?? Array(repeating: 1, count: outputChannels), factor).map(*)
    folded.bias = zip(before, zip(factor, shift)).map { $0 * $1.0 + $1.1 }
    return folded
  }

  /// Channels of a pixel of the input.
  public var inputChannels: Int { isTransposed ? weight.shape[0] : weight.shape[1] * groups }

  /// Channels of a pixel of the output.
  public var outputChannels: Int { isTransposed ? weight.shape[1] * groups : weight.shape[0] }

  /// Rows and columns of the kernel.
  public var kernel: Spatial { Spatial(y: weight.shape[2], x: weight.shape[3]) }

  /// Whether each channel is filtered on its own.
  var isDepthwise: Bool {
    !isTransposed && groups > 1 && groups == inputChannels && groups == outputChannels
  }

  /// The shape of the output on an input of this shape.
  public func outputShape(_ input: MapShape) throws(TensorError) -> MapShape {
    guard input.channels == inputChannels else {
      throw .shapeMismatch(left: weight.shape, right: input.extents, axis: isTransposed ? 0 : 1)
    }
    func extent(
      _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ extra: Int
    ) throws(TensorError) -> Int {
      isTransposed
        ? try Self.transposedExtent(input, kernel, stride, dilation, padding, extra)
        : try Self.extent(input, kernel, stride, dilation, padding)
    }
    return MapShape(
      batch: input.batch,
      height: try extent(
        input.height, kernel.y, stride.y, dilation.y, padding.top + padding.bottom, outputPadding.y),
      width: try extent(
        input.width, kernel.x, stride.x, dilation.x, padding.left + padding.right, outputPadding.x),
      channels: outputChannels)
  }

  /// The extent of an output along one axis: ⌊(input + padding − reach) / stride⌋ + 1, where a kernel
  /// reaches over (kernel − 1) · dilation + 1 inputs and the padding is that of both ends.
  public static func extent(
    _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int
  ) throws(TensorError) -> Int {
    let reach = (kernel - 1) * dilation + 1
    guard input + padding >= reach else {
      throw .kernelTooLarge(kernel: reach, paddedInput: input + padding)
    }
    return (input + padding - reach) / stride + 1
  }

  /// The extent of a transposed convolution's output along one axis, which `extra` makes longer:
  /// (input − 1) · stride − padding + reach + extra.
  public static func transposedExtent(
    _ input: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ padding: Int, _ extra: Int
  ) throws(TensorError) -> Int {
    let extent = (input - 1) * stride - padding + (kernel - 1) * dilation + extra + 1
    guard input > 0, extent > 0 else {
      throw .kernelTooLarge(kernel: padding, paddedInput: extent + padding)
    }
    return extent
  }

  private func check() throws(TensorError) {
    guard weight.rank == 4 else { throw .rankMismatch(expected: 4, shape: weight.shape) }
    for extent in weight.shape where extent < 1 || extent > 1 << 20 {
      throw .invalidShape(weight.shape)
    }
    try stride.expect("stride", in: 1...1 << 15)
    try dilation.expect("dilation", in: 1...1 << 15)
    try padding.expect("padding", in: 0...1 << 15)
    try outputPadding.expect("output padding", in: 0...1 << 15)
    guard groups > 0, weight.shape[0] % groups == 0 else {
      throw .invalidParameter(
        name: "groups", value: groups, allowed: "divisors of \(weight.shape[0])")
    }
    guard bias?.count ?? outputChannels == outputChannels else {
      throw .countMismatch(shape: [outputChannels], found: bias?.count ?? 0)
    }
    _ = try activation.paddedSlopes(channels: outputChannels)
  }
}
