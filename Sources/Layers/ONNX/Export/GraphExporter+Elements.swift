import Tensors

extension GraphExporter {
  /// The activation of a value; those that have no operator are written out.
  mutating func activated(_ x: String, _ activation: Activation) -> String {
    switch activation {
    case .identity: return x
    case .relu: return writer.one("Relu", [x])
    case .relu6: return clamped(x, 0, 6)
    case .clamp(let lower, let upper): return clamped(x, lower, upper)
    case .leakyReLU(let slope): return writer.one("LeakyRelu", [x], .float("alpha", slope))
    case .preLU(let slopes):
      return writer.one("PRelu", [x, writer.floats(slopes, shape: [slopes.count, 1, 1])])
    case .sigmoid: return writer.one("Sigmoid", [x])
    case .silu: return writer.one("Mul", [x, writer.one("Sigmoid", [x])])
    case .hardSigmoid:
      return writer.one("HardSigmoid", [x], .float("alpha", 1 / 6), .float("beta", 0.5))
    case .hardSwish: return writer.one("HardSwish", [x])
    case .gelu: return gelu(x, writer.one("Erf", [times(x, Float(0.5).squareRoot())]))
    case .geluTanh:
      let cube = times(writer.one("Mul", [writer.one("Mul", [x, x]), x]), 0.044715)
      let inner = times(writer.one("Add", [x, cube]), (2 / Float.pi).squareRoot())
      return gelu(x, writer.one("Tanh", [inner]))
    case .tanh: return writer.one("Tanh", [x])
    case .exp: return writer.one("Exp", [x])
    }
  }

  /// x / 2 · (1 + curve)
  private mutating func gelu(_ x: String, _ curve: String) -> String {
    times(writer.one("Mul", [x, writer.one("Add", [curve, writer.float(1)])]), 0.5)
  }

  private mutating func times(_ x: String, _ factor: Float) -> String {
    writer.one("Mul", [x, writer.float(factor)])
  }

  private mutating func clamped(_ x: String, _ lower: Float, _ upper: Float) -> String {
    let bounds = [
      lower == -.infinity ? "" : writer.float(lower), upper == .infinity ? "" : writer.float(upper),
    ]
    return writer.one("Clip", [x] + bounds)
  }

  mutating func mapped(_ x: String, _ function: UnaryFunction) -> String {
    switch function {
    case .elu(let alpha): writer.one("Elu", [x], .float("alpha", alpha))
    case .selu(let alpha, let scale):
      writer.one("Selu", [x], .float("alpha", alpha), .float("gamma", scale))
    case .clampedLine(let slope, let offset):
      writer.one("HardSigmoid", [x], .float("alpha", slope), .float("beta", offset))
    // The operator came one version later.
    case .mish:
      writer.one("Mul", [x, writer.one("Tanh", [writer.one("Softplus", [x])])])
    default: writer.one(function.operatorName, [x])
    }
  }

  mutating func combined(_ inputs: [String], _ function: BinaryFunction) -> String {
    switch function {
    case .remainder: writer.one("Mod", inputs, .flag("fmod", true))
    default: writer.one(function.operatorName, inputs)
    }
  }
}

extension UnaryFunction {
  /// The operator of functions without parameters.
  fileprivate var operatorName: String {
    switch self {
    case .absolute: "Abs"
    case .negative: "Neg"
    case .reciprocal: "Reciprocal"
    case .squareRoot: "Sqrt"
    case .logarithm: "Log"
    case .sine: "Sin"
    case .cosine: "Cos"
    case .floor: "Floor"
    case .ceiling: "Ceil"
    case .round: "Round"
    case .sign: "Sign"
    case .errorFunction: "Erf"
    case .softplus: "Softplus"
    case .softsign: "Softsign"
    case .mish: "Mish"
    case .isNaN: "IsNaN"
    case .not: "Not"
    case .elu: "Elu"
    case .selu: "Selu"
    case .clampedLine: "HardSigmoid"
    }
  }
}

extension BinaryFunction {
  fileprivate var operatorName: String {
    switch self {
    case .add: "Add"
    case .subtract: "Sub"
    case .multiply: "Mul"
    case .divide: "Div"
    case .power: "Pow"
    case .remainder, .modulo: "Mod"
    case .maximum: "Max"
    case .minimum: "Min"
    case .and: "And"
    case .or: "Or"
    case .exclusiveOr: "Xor"
    case .equal: "Equal"
    case .less: "Less"
    case .lessOrEqual: "LessOrEqual"
    case .greater: "Greater"
    case .greaterOrEqual: "GreaterOrEqual"
    }
  }
}

extension Reduction {
  var operatorName: String {
    switch self {
    case .sum: "ReduceSum"
    case .mean: "ReduceMean"
    case .maximum: "ReduceMax"
    case .minimum: "ReduceMin"
    case .product: "ReduceProd"
    case .sumOfMagnitudes: "ReduceL1"
    case .norm: "ReduceL2"
    case .sumOfSquares: "ReduceSumSquare"
    case .logOfSum: "ReduceLogSum"
    case .logOfExponentials: "ReduceLogSumExp"
    }
  }
}
