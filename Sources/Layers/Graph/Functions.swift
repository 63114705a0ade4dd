/// A function of single numbers; those that kernels can end with are ``Tensors/Activation``s.
public enum UnaryFunction: Hashable, Sendable {
  /// |x|
  case absolute
  /// −x
  case negative
  /// 1 / x
  case reciprocal
  /// √x
  case squareRoot
  /// ln x
  case logarithm
  /// sin x
  case sine
  /// cos x
  case cosine
  /// ⌊x⌋
  case floor
  /// ⌈x⌉
  case ceiling
  /// The nearest whole number, the even one of two.
  case round
  /// −1, 0 or 1
  case sign
  /// 2/√π ∫₀ˣ exp(−t²) dt
  case errorFunction
  /// ln(1 + eˣ)
  case softplus
  /// x / (1 + |x|)
  case softsign
  /// x where x ≥ 0, alpha · (eˣ − 1) elsewhere
  case elu(alpha: Float)
  /// scale · elu(x)
  case selu(alpha: Float, scale: Float)
  /// x · tanh(softplus(x))
  case mish
  /// clamp(slope · x + offset, 0, 1): ONNX's HardSigmoid
  case clampedLine(slope: Float, offset: Float)
  /// Whether x is not a number.
  case isNaN
  /// False where x is true.
  case not
}

/// A function of pairs of numbers.
public enum BinaryFunction: String, Hashable, Sendable, CaseIterable {
  /// a + b
  case add
  /// a − b
  case subtract
  /// a · b
  case multiply
  /// a / b; of integers, rounded towards 0.
  case divide
  /// aᵇ
  case power
  /// The remainder with the sign of a (C's fmod).
  case remainder
  /// The remainder with the sign of b (Python's %).
  case modulo
  /// The larger one; NaN where either is.
  case maximum
  /// The smaller one; NaN where either is.
  case minimum
  /// Whether both are true.
  case and
  /// Whether one is true.
  case or
  /// Whether exactly one is true.
  case exclusiveOr
  /// a = b
  case equal
  /// a < b
  case less
  /// a ≤ b
  case lessOrEqual
  /// a > b
  case greater
  /// a ≥ b
  case greaterOrEqual

  /// Whether the result is true or false.
  public var isComparison: Bool {
    switch self {
    case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether the operands are true or false.
  public var isLogical: Bool { [.and, .or, .exclusiveOr].contains(self) }
}

/// What is computed of all elements along some axes.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
  /// Σ x
  case sum
  /// Σ x / n
  case mean
  /// The largest element
  case maximum
  /// The smallest element
  case minimum
  /// Π x
  case product
  /// Σ |x|
  case sumOfMagnitudes
  /// √Σ x²
  case norm
  /// Σ x²
  case sumOfSquares
  /// ln Σ x
  case logOfSum
  /// ln Σ eˣ
  case logOfExponentials
}
