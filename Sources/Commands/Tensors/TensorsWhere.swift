import Language
import Tensors

/// `tensors.where`.
struct TensorsWhere: Command {
  static let name = "tensors.where"
  static let summary =
    "Choose elements of one tensor where a condition holds, of another elsewhere."
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "t = tensor([-1, 2, -3])\nprint(tensors.where(t > 0, t, 0))", prints: "tensor([0., 2., 0.])")
  ]

  @Argument("where, a mask or a boolean tensor") var condition: Value
  @Argument("what is taken where it holds") var chosen: Value
  @Argument("what is taken elsewhere") var other: Value

  func run(_ context: CommandContext) throws -> Value {
    guard let condition = TensorOperand(condition), let chosen = TensorOperand(chosen),
      let other = TensorOperand(other)
    else {
      throw Diagnostic(.type, "tensors.where takes a mask and two tensors, pictures or numbers")
    }
    guard condition.kind == .bool else {
      throw Diagnostic(
        .type, "the condition is \(condition.name) of numbers", help: "compare first: t > 0")
    }
    let shape = try Tensor.broadcastShape(chosen.tensor.shape, other.tensor.shape)
    try TensorValues.check(Tensor.broadcastShape(shape, condition.tensor.shape), copies: 3)
    let result = try chosen.tensor.selected(where: condition.tensor, else: other.tensor)
    return TensorValues.value(of: result, chosen.kind == other.kind ? chosen.kind : .float32)
  }
}
