import Language
import Tensors

/// `tensors.stack`.
struct TensorsStack: Command {
  static let name = "tensors.stack"
  static let summary = "Join tensors of one shape along a new axis."
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "t = tensors.stack([tensors.zeros(2), tensors.ones(2)], axis=1)\nprint(t.tolist())",
      prints: "[[0.0, 1.0], [0.0, 1.0]]")
  ]

  @Argument("a list of tensors or pictures") var parts: Value
  @Option("where the new axis is") var axis = 0

  func run(_ context: CommandContext) throws -> Value {
    let (tensors, kind) = try joined(parts, Self.name)
    let rank = tensors[0].rank
    let place = axis < 0 ? axis &+ rank + 1 : axis
    guard (0...rank).contains(place) else {
      throw TensorError.axisOutOfRange(axis: axis, shape: tensors[0].shape)
    }
    let wider = try tensors.map { tensor in
      guard tensor.shape == tensors[0].shape else {
        throw TensorError.shapeMismatch(left: tensors[0].shape, right: tensor.shape, axis: nil)
      }
      var shape = tensor.shape
      shape.insert(1, at: place)
      return try tensor.reshaped(shape)
    }
    return .object(TensorObject(try Tensor.concatenate(wider, axis: place), kind))
  }
}

/// `tensors.concatenate`.
struct TensorsConcatenate: Command {
  static let name = "tensors.concatenate"
  static let summary = "Join tensors along an axis that they have."
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "print(tensors.concatenate([tensor([1, 2]), tensor([3])]))", prints: "tensor([1., 2., 3.])")
  ]

  @Argument("a list of tensors or pictures") var parts: Value
  @Option("the axis along which they follow each other") var axis = 0

  func run(_ context: CommandContext) throws -> Value {
    let (tensors, kind) = try joined(parts, Self.name)
    return .object(TensorObject(try Tensor.concatenate(tensors, axis: axis), kind))
  }
}

/// The tensors of a list, at least one, and the kind that they share.
private func joined(
  _ parts: Value, _ name: String
) throws -> (tensors: [Tensor], kind: ElementKind) {
  guard let items = parts.asSequence, !items.isEmpty else {
    throw Diagnostic(.type, "\(name) takes a list of tensors with at least one in it")
  }
  let operands = try items.map { item in
    guard let operand = TensorOperand(item) else {
      throw Diagnostic(.type, "\(name) takes tensors and pictures, got \(item.typeName)")
    }
    return operand
  }
  try TensorValues.check(
    [operands.reduce(0) { $0.addingReportingOverflow($1.tensor.count).partialValue }])
  let kind = operands.allSatisfy { $0.kind == operands[0].kind } ? operands[0].kind : .float32
  return (operands.map(\.tensor), kind)
}
