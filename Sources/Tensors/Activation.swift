import CKernels

/// A function of single numbers that ends a layer; kernels apply it before they store a result.
public enum Activation: Hashable, Sendable {
  /// x
  case identity
  /// max(x, 0)
  case relu
  /// min(max(x, 0), 6)
  case relu6
  /// min(max(x, lower), upper)
  case clamp(lower: Float, upper: Float)
  /// x where x ≥ 0, slope · x elsewhere
  case leakyReLU(slope: Float)
  /// The same with a slope for each channel.
  case preLU(slopes: [Float])
  /// 1 / (1 + e⁻ˣ)
  case sigmoid
  /// x · sigmoid(x), also called swish
  case silu
  /// clamp(x / 6 + ½, 0, 1)
  case hardSigmoid
  /// x · hardSigmoid(x)
  case hardSwish
  /// x / 2 · (1 + erf(x / √2))
  case gelu
  /// x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))), PyTorch's `approximate="tanh"`
  case geluTanh
  /// tanh x
  case tanh
  /// eˣ
  case exp

  /// The slopes padded to whole panels, where there is one a channel.
  func paddedSlopes(channels: Int) throws(TensorError) -> [Float]? {
    guard case .preLU(let slopes) = self else { return nil }
    guard slopes.count == channels || slopes.count == 1 else {
      throw .countMismatch(shape: [channels], found: slopes.count)
    }
    let each = slopes.count == channels ? slopes : Array(repeating: slopes[0], count: channels)
    return each.paddedToPanels
  }

  /// The inner loops' form; `slopes` must outlive it.
  func loopForm(slopes: UnsafePointer<Float>?) -> ck_activation {
    func form(_ kind: ck_activation_kind, _ first: Float = 0, _ second: Float = 0) -> ck_activation
    {
      ck_activation(kind: kind, first: first, second: second, slopes: slopes)
    }
    switch self {
    case .identity: return form(CK_CLAMP, -.infinity, .infinity)
    case .relu: return form(CK_CLAMP, 0, .infinity)
    case .relu6: return form(CK_CLAMP, 0, 6)
    case .clamp(let lower, let upper): return form(CK_CLAMP, lower, upper)
    case .leakyReLU(let slope): return form(CK_LEAKY, slope)
    case .preLU: return form(CK_PRELU)
    case .sigmoid: return form(CK_SIGMOID)
    case .silu: return form(CK_SILU)
    case .hardSigmoid: return form(CK_HARD_SIGMOID)
    case .hardSwish: return form(CK_HARD_SWISH)
    case .gelu: return form(CK_GELU)
    case .geluTanh: return form(CK_GELU_TANH)
    case .tanh: return form(CK_TANH)
    case .exp: return form(CK_EXP)
    }
  }

  /// Calls `body` with the inner loops' form for this many channels.
  func withLoopForm<Result>(
    channels: Int, _ body: (UnsafePointer<ck_activation>) throws -> Result
  ) throws -> Result {
    let slopes = try paddedSlopes(channels: channels) ?? []
    return try slopes.withUnsafeBufferPointer { slopes in
      var form = loopForm(slopes: slopes.baseAddress)
      return try body(&form)
    }
  }
}

extension [Float] {
  /// The elements with zeros after them, up to whole panels of output channels.
  var paddedToPanels: [Float] {
    let panel = Int(CK_PANEL)
    return self + [Float](repeating: 0, count: (count + panel - 1) / panel * panel - count)
  }
}
