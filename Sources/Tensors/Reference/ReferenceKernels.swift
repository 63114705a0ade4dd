import Glibc

/// The operations of networks from their definitions: slow, obvious, mostly in double precision.
public struct ReferenceKernels: Kernels {
  /// Creates them.
  public init() {}

  /// See ``Kernels``.
  public func pool(_ input: FeatureMap, into output: FeatureMap, _ pooling: Pooling) throws {
    try pooling.check(input, output)
    let grid = PoolingGrid(pooling, input.shape, output.shape)
    output.forEachElement { b, y, x, c in
      var values: [Float] = []
      for row in 0..<Int(grid.y.count[y]) {
        for column in 0..<Int(grid.x.count[x]) {
          let at = (
            Int(grid.y.first[y]) + row * pooling.dilation.y,
            Int(grid.x.first[x]) + column * pooling.dilation.x
          )
          values.append(input.pixel(b, at.0, at.1)[c])
        }
      }
      switch pooling.kind {
      case .maximum:
        return values.contains(where: \.isNaN) ? .nan : values.max() ?? -.infinity
      case .average:
        let divisor = Double(grid.y.divisor[y]) * Double(grid.x.divisor[x])
        return Float(values.reduce(0) { $0 + Double($1) } / divisor)
      }
    }
  }

  /// See ``Kernels``.
  public func resample(
    _ input: FeatureMap, into output: FeatureMap, _ resampling: Resampling
  ) throws {
    try resampling.check(input, output)
    let taps = resampling.taps(input.shape, output.shape)
    output.forEachElement { b, y, x, c in
      var sum = 0.0
      for i in y * taps.y.count..<(y + 1) * taps.y.count {
        for j in x * taps.x.count..<(x + 1) * taps.x.count {
          let value = input.pixel(b, Int(taps.y.index[i]), Int(taps.x.index[j]))[c]
          sum += Double(taps.y.weight[i]) * Double(taps.x.weight[j]) * Double(value)
        }
      }
      return Float(sum)
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
    output.forEachElement { b, y, x, c in
      if let row = mode.source(y - edges.top, extent: shape.height),
        let column = mode.source(x - edges.left, extent: shape.width)
      {
        return input.pixel(b, row, column)[c]
      }
      if case .constant(let value) = mode { return value }
      return 0
    }
  }

  /// See ``Kernels``.
  public func copy(_ input: FeatureMap, into output: FeatureMap) throws {
    try output.expect(input.shape)
    output.forEachElement { b, y, x, c in input.pixel(b, y, x)[c] }
  }

  /// See ``Kernels``.
  public func activate(
    _ input: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try output.expect(input.shape)
    _ = try activation.paddedSlopes(channels: input.shape.channels)
    output.forEachElement { b, y, x, c in
      activation.value(input.pixel(b, y, x)[c], channel: c)
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
    output.forEachElement { b, y, x, c in
      activation.value(input.pixel(b, y, x)[c] * scale[c] + shift[c], channel: c)
    }
  }

  /// See ``Kernels``.
  public func add(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try combine(left, right, into: output, activation, +)
  }

  /// See ``Kernels``.
  public func multiply(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation
  ) throws {
    try combine(left, right, into: output, activation, *)
  }

  private func combine(
    _ left: FeatureMap, _ right: FeatureMap, into output: FeatureMap, _ activation: Activation,
    _ operation: (Float, Float) -> Float
  ) throws {
    try output.expect(left.shape)
    _ = try right.repeated(to: left.shape)
    let extents = right.shape.extents
    output.forEachElement { b, y, x, c in
      let other = right.pixel(
        extents[0] == 1 ? 0 : b, extents[1] == 1 ? 0 : y, extents[2] == 1 ? 0 : x)
      let value = operation(left.pixel(b, y, x)[c], other[extents[3] == 1 ? 0 : c])
      return activation.value(value, channel: c)
    }
  }
}

extension FeatureMap {
  /// Writes every element (picture, y, x, channel) that `value` computes.
  func forEachElement(_ value: (Int, Int, Int, Int) -> Float) {
    for b in 0..<shape.batch {
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          for c in 0..<shape.channels { pixel(b, y, x)[c] = value(b, y, x, c) }
        }
      }
    }
  }
}

extension Activation {
  /// The activation of one number, in double precision.
  public func value(_ number: Float, channel: Int = 0) -> Float {
    let x = Double(number)
    func bounded(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
      value < lower ? lower : value > upper ? upper : value
    }
    switch self {
    case .identity: return number
    case .relu: return number < 0 ? 0 : number
    case .relu6: return Float(bounded(x, 0, 6))
    case .clamp(let lower, let upper): return Float(bounded(x, Double(lower), Double(upper)))
    case .leakyReLU(let slope): return x < 0 ? Float(Double(slope) * x) : number
    case .preLU(let slopes):
      let slope = slopes.count == 1 ? slopes[0] : slopes[channel]
      return x < 0 ? Float(Double(slope) * x) : number
    case .sigmoid: return Float(1 / (1 + Glibc.exp(-x)))
    case .silu: return Float(x / (1 + Glibc.exp(-x)))
    case .hardSigmoid: return Float(bounded(x / 6 + 0.5, 0, 1))
    case .hardSwish: return Float(x * bounded(x / 6 + 0.5, 0, 1))
    case .gelu: return Float(x / 2 * (1 + erf(x / 2.squareRoot())))
    case .geluTanh:
      let inner = (2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)
      return Float(x / 2 * (1 + Glibc.tanh(inner)))
    case .tanh: return Float(Glibc.tanh(x))
    case .exp: return Float(Glibc.exp(x))
    }
  }
}
