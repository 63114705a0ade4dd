import Imaging
import Language
import Tensors

/// The reductions as methods: `t.mean(axis=0, keepdims=False)`, the same for tensors and pictures.
enum TensorReductions {
  /// One method.
  struct Method: Sendable {
    let name: String
    let summary: String
    let reduction: TensorReduction
    /// Whether it takes `ddof`.
    var takesCorrection = false
  }

  static let methods = [
    Method(name: "sum", summary: "the sum", reduction: .sum),
    Method(name: "prod", summary: "the product", reduction: .product),
    Method(name: "mean", summary: "the mean", reduction: .mean),
    Method(
      name: "std", summary: "the standard deviation; ddof=1 for that of a sample",
      reduction: .standardDeviation(correction: 0), takesCorrection: true),
    Method(
      name: "var", summary: "the variance; ddof=1 for that of a sample",
      reduction: .variance(correction: 0), takesCorrection: true),
    Method(name: "min", summary: "the smallest", reduction: .minimum),
    Method(name: "max", summary: "the largest", reduction: .maximum),
    Method(name: "argmin", summary: "the position of the smallest", reduction: .firstMinimum),
    Method(name: "argmax", summary: "the position of the largest", reduction: .firstMaximum),
    Method(name: "any", summary: "whether some element is not 0", reduction: .any),
    Method(name: "all", summary: "whether no element is 0", reduction: .all),
  ]

  /// The methods as members, as completion lists them.
  static var members: [Member] {
    methods.map { Member($0.name, "\($0.name)(axis=None): \($0.summary)") }
  }

  /// The method of this name on what `operand` gives when it is called; `nil` where there is none.
  static func member(
    _ name: String, on operand: @escaping @Sendable () -> (Tensor, ElementKind)
  ) -> Value? {
    guard let method = methods.first(where: { $0.name == name }) else { return nil }
    let ddof = method.takesCorrection ? ", ddof=0" : ""
    return .function(name, "axis=None, keepdims=False\(ddof)", method.summary) { call in
      let (tensor, kind) = operand()
      var reduction = method.reduction
      if method.takesCorrection, call.optional(2) != nil {
        reduction = reduction.corrected(try Self.correction(call))
      }
      return try value(
        of: reduction, on: tensor, kind, axes: try axes(call.optional(0), name),
        keepingAxes: call.optional(1) == nil ? false : call.bool(1, "keepdims"))
    }
  }

  /// The reduction as a value: a number where no axis is left.
  static func value(
    of reduction: TensorReduction, on tensor: Tensor, _ kind: ElementKind, axes: [Int]? = nil,
    keepingAxes: Bool = false
  ) throws -> Value {
    // Axes that do not stand last are moved there first.
    if axes != nil { try TensorValues.require(tensor.count, copies: 2) }
    let result = try tensor.reduced(reduction, axes: axes, keepingAxes: keepingAxes)
    switch reduction {
    case .any, .all: return TensorValues.condition(result)
    case .firstMinimum, .firstMaximum: return TensorValues.value(of: result, .int)
    case .minimum, .maximum: return TensorValues.value(of: result, kind)
    case .sum where kind != .float32 && result.elements.allSatisfy { $0.magnitude <= 0x1p24 }:
      return TensorValues.value(of: result, .int)
    default: return TensorValues.value(of: result)
    }
  }

  /// `None`, an int, or several ints.
  static func axes(_ value: Value?, _ name: String) throws -> [Int]? {
    guard let value, !value.isNone else { return nil }
    if let axis = value.asInt { return [axis] }
    guard let items = value.asSequence else {
      throw Diagnostic(
        .type, "\(name): axis is an int or a tuple of ints, got \(value.typeName)")
    }
    return try items.map { item in
      guard let axis = item.asInt else {
        throw Diagnostic(.type, "\(name): an axis is an int, got \(item.typeName)")
      }
      return axis
    }
  }

  private static func correction(_ call: borrowing Call) throws -> Int {
    let ddof = try call.int(2, "ddof")
    guard (0...1 << 24).contains(ddof) else {
      throw Diagnostic(.value, "\(call.name): ddof is 0 or more, got \(ddof)")
    }
    return ddof
  }
}

extension TensorReduction {
  fileprivate func corrected(_ correction: Int) -> TensorReduction {
    switch self {
    case .variance: .variance(correction: correction)
    case .standardDeviation: .standardDeviation(correction: correction)
    default: self
    }
  }
}
