import Tensors

extension Operators {
  static let activations: [String: Translation] = [
    "Relu": activation(.relu),
    "Sigmoid": activation(.sigmoid),
    "Tanh": activation(.tanh),
    "Exp": activation(.exp),
    "HardSwish": activation(.hardSwish),
    "Softplus": function(.softplus),
    "Softsign": function(.softsign),
    "Erf": function(.errorFunction),
    "Mish": function(.mish),
    "LeakyRelu": { node throws(ONNXError) in
      [try node.operand(0).activated(.leakyReLU(slope: try node.float("alpha", default: 0.01)))]
    },
    "PRelu": { node throws(ONNXError) in
      [node.builder.add(.parametricReLU, try node.operand(0), try node.operand(1))]
    },
    "Elu": { node throws(ONNXError) in
      [try node.operand(0).mapped(.elu(alpha: try node.float("alpha", default: 1)))]
    },
    "Selu": { node throws(ONNXError) in
      let alpha = try node.float("alpha", default: 1.67326319217681884765625)
      let scale = try node.float("gamma", default: 1.05070102214813232421875)
      return [try node.operand(0).mapped(.selu(alpha: alpha, scale: scale))]
    },
    // α · elu(x / α)
    "Celu": { node throws(ONNXError) in
      let alpha = try node.float("alpha", default: 1)
      return [(try node.operand(0) / alpha).mapped(.elu(alpha: 1)) * alpha]
    },
    "ThresholdedRelu": { node throws(ONNXError) in
      let x = try node.operand(0)
      let threshold = node.builder.constant(try node.float("alpha", default: 1))
      return [
        node.builder.add(
          .select, x.combined(.greater, threshold), x, node.builder.constant(Float(0)))
      ]
    },
    "HardSigmoid": { node throws(ONNXError) in
      let slope = try node.float("alpha", default: 0.2)
      let offset = try node.float("beta", default: 0.5)
      let x = try node.operand(0)
      // PyTorch writes a sixth with few digits.
      return abs(slope - 1 / 6) < 1e-6 && offset == 0.5
        ? [x.activated(.hardSigmoid)]
        : [x.mapped(.clampedLine(slope: slope, offset: offset))]
    },
    "Gelu": { node throws(ONNXError) in
      switch try node.text("approximate", default: "none") {
      case "none": return [try node.operand(0).activated(.gelu)]
      case "tanh": return [try node.operand(0).activated(.geluTanh)]
      case let kind: throw node.wrong("approximate", kind)
      }
    },
    // x · sigmoid(alpha · x)
    "Swish": { node throws(ONNXError) in
      let (x, alpha) = (try node.operand(0), try node.float("alpha", default: 1))
      return [alpha == 1 ? silu(x) : x * sigmoid(x * alpha)]
    },
    "Clip": { node throws(ONNXError) in [try node.clip()] },
    "Softmax": { node throws(ONNXError) in
      try node.alongAxis { $0.softmax(axis: $1) }
    },
    "LogSoftmax": { node throws(ONNXError) in
      try node.alongAxis { $0.builder.add(.logSoftmax(axis: $1), $0) }
    },
  ]

  private static func activation(_ activation: Activation) -> Translation {
    { node throws(ONNXError) in [try node.operand(0).activated(activation)] }
  }

  static func function(_ function: UnaryFunction) -> Translation {
    { node throws(ONNXError) in [try node.operand(0).mapped(function)] }
  }
}

extension ImportedNode {
  /// Bounds are attributes until version 11, then inputs.
  fileprivate func clip() throws(ONNXError) -> Symbol {
    let x = try operand(0)
    if version < 11 {
      let lower = try float("min", default: -.infinity)
      return x.clamped(lower, try float("max", default: .infinity))
    }
    let lower = has(1) ? number(1) : -.infinity
    let upper = has(2) ? number(2) : .infinity
    if let lower, let upper { return x.clamped(lower, upper) }
    let raised = has(1) ? x.combined(.maximum, try operand(1)) : x
    return has(2) ? raised.combined(.minimum, try operand(2)) : raised
  }

  /// Before version 13 all axes from `axis` on are one.
  fileprivate func alongAxis(_ apply: (Symbol, Int) -> Symbol) throws(ONNXError) -> [Symbol] {
    let x = try operand(0)
    if version >= 13 { return [apply(x, try integer("axis", default: -1))] }
    let axis = try integer("axis", default: 1)
    if axis == -1 { return [apply(x, -1)] }
    return [apply(builder.add(.flatten(axis: axis), x), 1).reshaped(x.shape)]
  }
}

extension Symbol {
  fileprivate func clamped(_ lower: Float, _ upper: Float) -> Symbol {
    switch (lower, upper) {
    case (0, .infinity): activated(.relu)
    case (0, 6): activated(.relu6)
    default: activated(.clamp(lower: lower, upper: upper))
    }
  }
}
