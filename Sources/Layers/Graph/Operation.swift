public import Tensors

/// What a node computes. Each case names its inputs; [those in brackets] may be missing.
///
/// What may follow from shapes is an input, as in ONNX, so that a graph computes it; what is fixed
/// when a network is written is part of the operation. Axes count from the front, or from the back
/// where they are negative.
public enum Operation: Hashable, Sendable {
  // MARK: Layers

  /// x, weight, [bias], and [scale] and [residual] where the operation says so: see
  /// ``GraphConvolution``.
  case convolution(GraphConvolution)
  /// x, scale, shift, mean, variance, one number a channel (axis 1):
  /// (x − mean) / √(variance + epsilon) · scale + shift.
  case batchNorm(epsilon: Float)
  /// x, scale, shift, one number a channel: normalised over pixels and the channels of each group.
  case groupNorm(groups: Int, epsilon: Float)
  /// x, scale, shift, one number a channel: each channel normalised over its pixels.
  case instanceNorm(epsilon: Float)
  /// x, scale, [shift], with the extents of `axes`: normalised over these axes.
  case layerNorm(axes: [Int], epsilon: Float)
  /// x: a function of single numbers that kernels can end with.
  case activation(Activation)
  /// x, slope, which is repeated to x's shape: x where x ≥ 0, slope · x elsewhere.
  case parametricReLU
  /// x: maxima or averages over windows of height and width.
  case pool(GraphPooling)
  /// x: averages or maxima over height × width windows that divide the input evenly.
  case adaptivePool(AdaptivePooling)
  /// x, target: another height and width; see ``Resize``.
  case resize(Resize)
  /// left, right, [addend]: see ``MatrixProduct``.
  case matrixProduct(MatrixProduct)
  /// queries, keys, values, each (batch, tokens, channels of all heads), [bias], which is repeated to
  /// (batch, heads, query tokens, key tokens): softmax(queries · keysᵀ · scale + bias) · values.
  /// The scale is 1 / √(channels of a head) where it is nil.
  case attention(heads: Int, scale: Float?)

  // MARK: Element by element

  /// x.
  case unary(UnaryFunction)
  /// left, right: extents of 1 and missing front axes are repeated.
  case binary(BinaryFunction)
  /// condition, then, otherwise: repeated likewise.
  case select
  /// x.
  case cast(ElementKind)

  // MARK: Along axes

  /// x: the reduced axes, all where nil, become 1 or disappear.
  case reduce(Reduction, axes: [Int]?, keepsAxes: Bool)
  /// x: the index of the largest (or smallest) element, the first of equals or the last.
  case argument(ofLargest: Bool, axis: Int, keepsAxis: Bool, takesLast: Bool)
  /// x: exp(x) / Σ exp(x) along an axis.
  case softmax(axis: Int)
  /// x: x − log Σ exp(x) along an axis.
  case logSoftmax(axis: Int)
  /// x, axis (one integer): sums of the elements before and, unless exclusive, at each position.
  case cumulativeSum(isExclusive: Bool, isReversed: Bool)

  // MARK: Shape and place

  /// Any number of values that agree in all other extents.
  case concatenate(axis: Int)
  /// x, [sizes]: one output for each size; where there are none, equal parts, the last the smallest.
  case split(axis: Int, parts: Int)
  /// x, starts, ends, [axes], [steps]: as Python's slices, one for each axis named.
  case slice
  /// x, amounts (all axes' before, then all axes' after; negative ones cut), [value].
  case pad(PadMode)
  /// x, shape: −1 follows from the rest, 0 keeps x's extent unless `allowsZero`.
  case reshape(allowsZero: Bool)
  /// x: (product of the extents before `axis`, product of the others).
  case flatten(axis: Int)
  /// x: without these axes of extent 1; without all of them where nil.
  case squeeze(axes: [Int]?)
  /// x: with new axes of extent 1 at these places of the result.
  case unsqueeze(axes: [Int])
  /// x: axis i of the result is axis `order[i]` of x.
  case transpose(order: [Int])
  /// x, shape: extents of 1 are repeated, in either direction as in ONNX's Expand.
  case expand
  /// x, repeats: each axis is repeated as a whole.
  case tile
  /// x, indices: the axis is replaced by the axes of the indices; negative ones count from the back.
  case gather(axis: Int)
  /// x, (batch, channels · block², h, w): (batch, channels, h · block, w · block).
  case depthToSpace(block: Int, order: DepthOrder)
  /// x: the inverse of ``depthToSpace(block:order:)`` with blocks first.
  case spaceToDepth(block: Int)

  // MARK: Selections

  /// x, positions: see ``GridSample``.
  case gridSample(GridSample)
  /// x, count: see ``TopK``; two outputs.
  case topK(TopK)
  /// x, indices: see ``GatherElements``.
  case gatherElements(GatherElements)
  /// x, indices: see ``GatherParts``.
  case gatherParts(GatherParts)
  /// x, indices, updates: see ``Scatter``.
  case scatter(Scatter)
  /// x, [diagonal]: see ``Triangle``.
  case triangle(Triangle)
  /// indices, depth, (off, on): see ``OneHot``.
  case oneHot(OneHot)
  /// x: the positions of what is not 0, (axes, how many); x must follow from constants and sizes.
  case nonZero
  /// columns, size, window: see ``ColumnsToImage``.
  case columnsToImage(ColumnsToImage)

  // MARK: Numbers

  /// x: its extents from `start` up to `end` as integers.
  case shape(start: Int, end: Int?)
  /// start, limit, step: start, start + step, … below (above) limit.
  case range
  /// shape: that many copies of a number.
  case constantOfShape(Scalar)
  /// x, unchanged; a dropout at inference.
  case identity
}

/// A convolution in a graph, or its transpose, with PyTorch's weight layout. The weight is
/// (outputs, inputs / groups, kernel y, kernel x), or transposed (inputs, outputs / groups, …).
public struct GraphConvolution: Hashable, Sendable {
  /// The step of the output on the input; of the input on the output when transposed.
  public var stride: Spatial
  /// Zeros around the input; what is cut from the output when transposed.
  public var padding: WindowPadding
  /// The distance between neighbouring taps.
  public var dilation: Spatial
  /// Into how many parts the channels are divided that do not see each other.
  public var groups: Int
  /// Whether input and output change places.
  public var isTransposed: Bool
  /// Rows and columns that a transposed convolution's output has more at its end.
  public var outputPadding: Spatial
  /// Rows and columns of a transposed convolution's output, where they are given instead of the padding:
  /// what is too many is cut from both ends, an odd rest at the beginning unless the padding is
  /// `sameUpper`, and what is missing is added at the end, where only the bias reaches.
  public var target: Spatial?
  /// Whether an input after the bias is what each output channel's sum is multiplied with before the
  /// bias is added: a norm's scale, set by fusion.
  public var scalesOutputs = false
  /// Whether the last input is added to the output; set by fusion.
  public var addsResidual = false

  /// Creates a description.
  public init(
    stride: Spatial = 1, padding: WindowPadding = .explicit(0), dilation: Spatial = 1,
    groups: Int = 1, isTransposed: Bool = false, outputPadding: Spatial = 0
  ) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.isTransposed = isTransposed
    self.outputPadding = outputPadding
  }
}

/// How far windows reach over the edges of their input.
public enum WindowPadding: Hashable, Sendable {
  /// These amounts.
  case explicit(Edges)
  /// As much as makes the output ⌈input / stride⌉, TensorFlow's `SAME`; an odd amount is larger at
  /// the end.
  case sameUpper
  /// The same, with an odd amount larger at the beginning.
  case sameLower
}

/// Maxima or averages over windows.
public struct GraphPooling: Hashable, Sendable {
  /// What is computed of each window.
  public var kind: Pooling.Kind
  /// The window's extents.
  public var kernel: Spatial
  /// The distance from window to window.
  public var stride: Spatial
  /// How far windows reach over each edge.
  public var padding: WindowPadding
  /// The distance between neighbouring elements of a window.
  public var dilation: Spatial
  /// Whether a last window that reaches over the padding is kept.
  public var ceilMode: Bool

  /// Creates a description.
  public init(
    _ kind: Pooling.Kind, kernel: Spatial, stride: Spatial? = nil,
    padding: WindowPadding = .explicit(0), dilation: Spatial = 1, ceilMode: Bool = false
  ) {
    self.kind = kind
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
    self.dilation = dilation
    self.ceilMode = ceilMode
  }
}

/// Windows that divide a picture among a given number of outputs.
public struct AdaptivePooling: Hashable, Sendable {
  /// Whether maxima are taken instead of averages.
  public var isMaximum: Bool
  /// Rows and columns of the output; (1, 1) is global pooling.
  public var output: Spatial

  /// Creates a description.
  public init(isMaximum: Bool = false, output: Spatial = 1) {
    self.isMaximum = isMaximum
    self.output = output
  }
}

/// factor · left · right + addendFactor · addend over the last two axes, batches repeated.
public struct MatrixProduct: Hashable, Sendable {
  /// Whether the last two axes of the left operand are exchanged first.
  public var transposesLeft: Bool
  /// Whether those of the right one are: a linear layer's weight, (outputs, inputs).
  public var transposesRight: Bool
  /// What the product is multiplied with.
  public var factor: Float
  /// What the addend is multiplied with.
  public var addendFactor: Float

  /// Creates a description.
  public init(
    transposesLeft: Bool = false, transposesRight: Bool = false, factor: Float = 1,
    addendFactor: Float = 1
  ) {
    self.transposesLeft = transposesLeft
    self.transposesRight = transposesRight
    self.factor = factor
    self.addendFactor = addendFactor
  }
}

/// What a padded border is filled with.
public enum PadMode: String, Hashable, Sendable {
  /// The number that the last input gives, 0 where it is missing.
  case constant
  /// The array mirrored at its edge elements, which are not repeated.
  case reflect
  /// The nearest edge element.
  case edge
  /// The other end of the array.
  case wrap
}

/// How the channels of a block are ordered.
public enum DepthOrder: String, Hashable, Sendable {
  /// (block y, block x, channel), ONNX's default.
  case blocksFirst
  /// (channel, block y, block x), PyTorch's pixel shuffle.
  case channelsFirst
}

/// A single number of any kind.
public enum Scalar: Hashable, Sendable {
  /// A single-precision number.
  case float(Float)
  /// A whole number.
  case integer(Int)
  /// True or false.
  case boolean(Bool)
}
