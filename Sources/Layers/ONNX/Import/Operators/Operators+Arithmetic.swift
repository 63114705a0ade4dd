import Tensors

extension Operators {
  static let arithmetic: [String: Translation] = [
    "Add": pairs(.add),
    "Sub": pairs(.subtract),
    "Mul": pairs(.multiply),
    "Div": pairs(.divide),
    "Min": any(.minimum),
    "Max": any(.maximum),
    "Sum": any(.add),
    "Mean": { node throws(ONNXError) in
      let all = try node.allOperands()
      return [all.dropFirst().reduce(all[0], +) / Float(all.count)]
    },
    "Mod": { node throws(ONNXError) in
      let function: BinaryFunction = try node.flag("fmod") ? .remainder : .modulo
      return [try node.operand(0).combined(function, try node.operand(1))]
    },
    "Pow": { node throws(ONNXError) in [try node.power()] },
    "Sqrt": function(.squareRoot),
    "Log": function(.logarithm),
    "Neg": function(.negative),
    "Abs": function(.absolute),
    "Reciprocal": function(.reciprocal),
    "Floor": function(.floor),
    "Ceil": function(.ceiling),
    "Round": function(.round),
    "Sign": function(.sign),
    "Sin": function(.sine),
    "Cos": function(.cosine),
    "CumSum": { node throws(ONNXError) in
      let operation = Operation.cumulativeSum(
        isExclusive: try node.flag("exclusive"), isReversed: try node.flag("reverse"))
      return [node.builder.add(operation, try node.operand(0), try node.operand(1))]
    },
  ]

  static let comparisons: [String: Translation] = [
    "Equal": pairs(.equal),
    "Less": pairs(.less),
    "LessOrEqual": pairs(.lessOrEqual),
    "Greater": pairs(.greater),
    "GreaterOrEqual": pairs(.greaterOrEqual),
    "And": pairs(.and),
    "Or": pairs(.or),
    "Xor": pairs(.exclusiveOr),
    "Not": function(.not),
    "IsNaN": function(.isNaN),
    "IsInf": { node throws(ONNXError) in [try node.isInfinite()] },
    "Where": { node throws(ONNXError) in
      [
        node.builder.add(
          .select, try node.operand(0), try node.operand(1), try node.operand(2))
      ]
    },
    "Cast": { node throws(ONNXError) in
      let code = try node.integer("to")
      guard let type = TensorMessage.ElementType(rawValue: code), type.width != nil else {
        throw node.unsupported("element type \(code)")
      }
      return [node.builder.add(.cast(type.kind), try node.operand(0))]
    },
  ]

  private static func pairs(_ function: BinaryFunction) -> Translation {
    { node throws(ONNXError) in [try node.operand(0).combined(function, try node.operand(1))] }
  }

  private static func any(_ function: BinaryFunction) -> Translation {
    { node throws(ONNXError) in
      let all = try node.allOperands()
      return [all.dropFirst().reduce(all[0]) { $0.combined(function, $1) }]
    }
  }
}

extension TensorMessage.ElementType {
  /// What elements of this type become here.
  var kind: ElementKind { isFloating ? .float : self == .bool ? .boolean : .integer }
}

extension ImportedNode {
  /// Whether x is ∞, −∞, or either, as the attributes say.
  fileprivate func isInfinite() throws(ONNXError) -> Symbol {
    let x = try operand(0)
    let ends = [
      try flag("detect_positive", default: true) ? [Float.infinity] : [],
      try flag("detect_negative", default: true) ? [-Float.infinity] : [],
    ].flatMap(\.self)
    let found = ends.map { x.combined(.equal, builder.constant($0)) }
    guard let first = found.first else { throw unsupported("no end") }
    return found.dropFirst().reduce(first) { $0.combined(.or, $1) }
  }

  /// Squares and roots are common, and cheaper than powers.
  fileprivate func power() throws(ONNXError) -> Symbol {
    let x = try operand(0)
    switch constant(1) {
    case .floats(let exponent) where exponent.count == 1:
      if exponent.elements == [2], exponent.rank == 0 { return x * x }
      if exponent.elements == [0.5], exponent.rank == 0 { return x.mapped(.squareRoot) }
      return x.combined(.power, try operand(1))
    case .integers:
      return x.combined(.power, builder.add(.cast(.float), try operand(1)))
    default: return x.combined(.power, try operand(1))
    }
  }
}
