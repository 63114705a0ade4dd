import Glibc
import Language
import Tensors

/// The functions of single elements as methods: `t.exp()`, `t.clip(0, 1)`.
enum ElementwiseMethods {
  /// One method without parameters.
  struct Method: Sendable {
    let name: String
    let summary: String
    let rule: @Sendable (Float) -> Float
  }

  static let methods = [
    Method(name: "abs", summary: "absolute values") { $0.magnitude },
    Method(name: "exp", summary: "e to the power of each") { expf($0) },
    Method(name: "log", summary: "natural logarithms; of 0 -inf, below nan") { logf($0) },
    Method(name: "sqrt", summary: "square roots; below 0 nan") { $0.squareRoot() },
    Method(name: "sigmoid", summary: "1 / (1 + e to the power of minus each)") {
      1 / (1 + expf(-$0))
    },
    Method(name: "floor", summary: "rounded down") { $0.rounded(.down) },
    Method(name: "ceil", summary: "rounded up") { $0.rounded(.up) },
    Method(name: "round", summary: "rounded, halves to even") { $0.rounded(.toNearestOrEven) },
    Method(name: "isnan", summary: "where it is no number") { $0.isNaN ? 1 : 0 },
  ]

  /// The methods as members.
  static var members: [Member] {
    methods.map { Member($0.name, "\($0.name)(): \($0.summary)") }
      + [Member("clip", "clip(low, high): no less than low, no more than high; None for no limit")]
  }

  /// The method of this name; `nil` where there is none.
  ///
  /// - Parameter wrap: makes the result a value of the receiver's own type.
  static func member(
    _ name: String, on operand: @escaping @Sendable () -> Tensor,
    wrap: @escaping @Sendable (Tensor) -> Value
  ) -> Value? {
    if name == "clip" {
      return .function(name, "low, high=None", "no less than low, no more than high") { call in
        let low = call[0].isNone ? -Float.infinity : Float(try call.number(0, "low"))
        let isOpen = call.optional(1).map(\.isNone) ?? true
        let high = isOpen ? Float.infinity : Float(try call.number(1, "high"))
        let tensor = operand()
        try TensorValues.require(tensor.count)
        return wrap(tensor.map { $0 < low ? low : $0 > high ? high : $0 })
      }
    }
    guard let method = methods.first(where: { $0.name == name }) else { return nil }
    return .function(name, "", method.summary) { _ in
      let tensor = operand()
      try TensorValues.require(tensor.count)
      let result = tensor.map(method.rule)
      return name == "isnan" ? TensorValues.condition(result) : wrap(result)
    }
  }
}
