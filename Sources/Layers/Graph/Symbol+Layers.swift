public import Tensors

extension Symbol {
  /// A convolution of pictures; the weight is (outputs, inputs / groups, kernel y, kernel x).
  public func convolved(
    _ weight: Symbol, bias: Symbol? = nil, _ convolution: GraphConvolution = GraphConvolution()
  ) -> Symbol {
    builder.add(.convolution(convolution), [self, weight] + (bias.map { [$0] } ?? []))[0]
  }

  /// Batch norm with stored moments.
  public func batchNormed(
    scale: Symbol, shift: Symbol, mean: Symbol, variance: Symbol, epsilon: Float = 1e-5
  ) -> Symbol {
    builder.add(.batchNorm(epsilon: epsilon), self, scale, shift, mean, variance)
  }

  /// Group norm.
  public func groupNormed(
    groups: Int, scale: Symbol, shift: Symbol, epsilon: Float = 1e-5
  ) -> Symbol {
    builder.add(.groupNorm(groups: groups, epsilon: epsilon), self, scale, shift)
  }

  /// Layer norm over some axes, the last one by default; [1] is SAM's norm of a picture's channels.
  public func layerNormed(
    scale: Symbol, shift: Symbol, axes: [Int] = [-1], epsilon: Float = 1e-5
  ) -> Symbol {
    builder.add(.layerNorm(axes: axes, epsilon: epsilon), self, scale, shift)
  }

  /// activation(x)
  public func activated(_ activation: Activation) -> Symbol {
    builder.add(.activation(activation), self)
  }

  /// Maxima or averages over windows.
  public func pooled(_ pooling: GraphPooling) -> Symbol { builder.add(.pool(pooling), self) }

  /// The average of each channel over all pixels: (batch, channels, 1, 1).
  public func globallyAveraged() -> Symbol { builder.add(.adaptivePool(AdaptivePooling()), self) }

  /// Averages over windows that divide the picture among rows and columns of the output.
  public func adaptivelyAveraged(_ output: Spatial) -> Symbol {
    builder.add(.adaptivePool(AdaptivePooling(output: output)), self)
  }

  /// ⌊factor · height⌋ × ⌊factor · width⌋ pixels, interpolated.
  public func resized(by factor: Spatial, _ resampling: Resampling) -> Symbol {
    let factors = builder.constant(.floats(Tensor([Float(factor.y), Float(factor.x)])))
    return builder.add(.resize(Resize(resampling, to: .factors)), self, factors)
  }

  /// A fixed height and width.
  public func resized(to size: Spatial, _ resampling: Resampling) -> Symbol {
    builder.add(
      .resize(Resize(resampling, to: .sizes)), self, builder.constant([size.y, size.x]))
  }

  /// The height and width of another value.
  public func resized(like other: Symbol, _ resampling: Resampling) -> Symbol {
    builder.add(.resize(Resize(resampling, to: .sizes)), self, other.size)
  }

  /// x · weightᵀ + bias over the last axis; the weight is (outputs, inputs).
  public func linear(_ weight: Symbol, bias: Symbol? = nil) -> Symbol {
    let product = MatrixProduct(transposesRight: true)
    return builder.add(.matrixProduct(product), [self, weight] + (bias.map { [$0] } ?? []))[0]
  }

  /// The matrix product over the last two axes.
  public func matrixProduct(_ other: Symbol, transposingOther: Bool = false) -> Symbol {
    builder.add(.matrixProduct(MatrixProduct(transposesRight: transposingOther)), self, other)
  }

  /// Attention of these queries; see ``Operation/attention(heads:scale:)``.
  public func attending(
    keys: Symbol, values: Symbol, heads: Int, scale: Float? = nil, bias: Symbol? = nil
  ) -> Symbol {
    let operation = Operation.attention(heads: heads, scale: scale)
    return builder.add(operation, [self, keys, values] + (bias.map { [$0] } ?? []))[0]
  }

  /// exp(x) / Σ exp(x) along an axis.
  public func softmax(axis: Int) -> Symbol { builder.add(.softmax(axis: axis), self) }
}

/// max(x, 0)
public func relu(_ x: Symbol) -> Symbol { x.activated(.relu) }

/// 1 / (1 + e⁻ˣ)
public func sigmoid(_ x: Symbol) -> Symbol { x.activated(.sigmoid) }

/// x · sigmoid(x)
public func silu(_ x: Symbol) -> Symbol { x.activated(.silu) }

/// x / 2 · (1 + erf(x / √2))
public func gelu(_ x: Symbol) -> Symbol { x.activated(.gelu) }

/// Values side by side along an axis, the channels by default.
public func concatenate(_ parts: [Symbol], axis: Int = 1) -> Symbol {
  guard let first = parts.first else { preconditionFailure("nothing to concatenate") }
  return first.builder.add(.concatenate(axis: axis), parts)[0]
}
