import Language
import Tensors

/// The methods that give the same elements another shape.
enum TensorShaping {
  static let members = [
    Member("reshape", "reshape(*shape): the same elements with other extents; one may be -1"),
    Member("flatten", "flatten(): the elements on one axis"),
    Member("transpose", "transpose(a, b): two axes exchanged; without any, all in reverse order"),
    Member("permute", "permute(*axes): the axes in another order"),
    Member("squeeze", "squeeze(axis=None): without an axis of extent 1, or all such axes"),
    Member("unsqueeze", "unsqueeze(axis): with a new axis of extent 1"),
  ]

  static func member(_ name: String, of object: TensorObject) -> Value? {
    let kind = object.kind
    func method(
      _ signature: String, _ body: @escaping @Sendable (Tensor, borrowing Call) throws -> Tensor
    ) -> Value {
      let summary = members.first { $0.name == name }?.summary ?? ""
      return .function(name, signature, summary) { call in
        let tensor = object.tensor
        try TensorValues.require(tensor.count)
        return .object(TensorObject(try body(tensor, call), kind))
      }
    }
    switch name {
    case "reshape":
      return method("*shape") { tensor, call in try tensor.reshaped(ints(call, "an extent")) }
    case "flatten": return method("") { tensor, _ in try tensor.reshaped([tensor.count]) }
    case "permute":
      return method("*axes") { tensor, call in
        try tensor.permuted(ints(call, "an axis").map { $0 < 0 ? $0 &+ tensor.rank : $0 })
      }
    case "transpose": return method("*axes") { try transposed($0, $1) }
    case "squeeze": return method("axis=None") { try squeezed($0, $1) }
    case "unsqueeze":
      return method("axis") { tensor, call in
        let given = try call.int(0, "axis")
        let axis = given < 0 ? given &+ tensor.rank + 1 : given
        guard (0...tensor.rank).contains(axis) else {
          throw TensorError.axisOutOfRange(axis: given, shape: tensor.shape)
        }
        var shape = tensor.shape
        shape.insert(1, at: axis)
        return try tensor.reshaped(shape)
      }
    default: return nil
    }
  }

  /// Ints one by one, or as one list or tuple.
  static func ints(_ call: borrowing Call, _ what: String) throws -> [Int] {
    let given = call.rest
    let items = given.count == 1 ? given[0].asSequence ?? given : given
    return try items.map { item in
      guard let number = item.asInt else {
        throw Diagnostic(.type, "\(call.name): \(what) is an int, got \(item.typeName)")
      }
      return number
    }
  }

  private static func transposed(_ tensor: Tensor, _ call: borrowing Call) throws -> Tensor {
    let axes = try ints(call, "an axis")
    switch axes.count {
    case 0: return try tensor.permuted(TensorMembers.reversedAxes(tensor))
    case 2: return try tensor.transposed(axes[0], axes[1])
    default: return try tensor.permuted(axes.map { $0 < 0 ? $0 &+ tensor.rank : $0 })
    }
  }

  private static func squeezed(_ tensor: Tensor, _ call: borrowing Call) throws -> Tensor {
    guard let axes = try TensorReductions.axes(call.optional(0), "squeeze") else {
      return try tensor.reshaped(tensor.shape.filter { $0 != 1 })
    }
    var shape = tensor.shape.map(Optional.some)
    for given in axes {
      let axis = given < 0 ? given &+ tensor.rank : given
      guard tensor.shape.indices.contains(axis) else {
        throw TensorError.axisOutOfRange(axis: given, shape: tensor.shape)
      }
      guard tensor.shape[axis] == 1 else {
        throw Diagnostic(
          .shape,
          "cannot squeeze axis \(given) of shape \(tensor.shape.asTuple): its extent is \(tensor.shape[axis]), not 1"
        )
      }
      shape[axis] = nil
    }
    return try tensor.reshaped(shape.compactMap(\.self))
  }
}
