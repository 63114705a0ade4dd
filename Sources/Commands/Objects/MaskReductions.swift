import Imaging
import Language
import Tensors

/// The reductions of masks as methods; pixels that are ignored do not count.
enum MaskReductions {
  static let members = [
    Member("any", "any(axis=None): whether some pixel is object"),
    Member("all", "all(axis=None): whether every pixel that counts is object"),
    Member("sum", "sum(axis=None): the number of object pixels"),
    Member("mean", "mean(axis=None): the share of the object among the pixels that count"),
  ]

  /// The method of this name on what `mask` gives when it is called; `nil` where there is none.
  static func member(_ name: String, on mask: @escaping @Sendable () -> Mask) -> Value? {
    guard let member = members.first(where: { $0.name == name }) else { return nil }
    return .function(name, "axis=None, keepdims=False", member.summary) { call in
      let axes = try TensorReductions.axes(call.optional(0), name)
      let keepsAxes = call.optional(1) == nil ? false : try call.bool(1, "keepdims")
      let mask = mask()
      let object = Tensor(mask)
      func reduced(_ reduction: TensorReduction, _ tensor: Tensor) throws -> Tensor {
        try tensor.reduced(reduction, axes: axes, keepingAxes: keepsAxes)
      }
      switch name {
      case "any": return TensorValues.condition(try reduced(.any, object))
      case "all": return TensorValues.condition(try reduced(.all, object + ignored(mask)))
      case "sum":
        return try TensorReductions.value(
          of: .sum, on: object, .bool, axes: axes, keepingAxes: keepsAxes)
      default:
        let counted = try reduced(.sum, ignored(mask).map { 1 - $0 })
        return TensorValues.value(of: try reduced(.sum, object) / counted)
      }
    }
  }

  /// 1 where a pixel is ignored.
  private static func ignored(_ mask: Mask) -> Tensor {
    Tensor(Plane(size: mask.size, values: mask.codes.map { $0 == Mask.ignored ? 1 : 0 }))
  }
}
