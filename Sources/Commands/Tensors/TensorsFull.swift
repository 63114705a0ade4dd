import Language

/// `tensors.full`.
struct TensorsFull: Command {
  static let name = "tensors.full"
  static let summary = "Make a tensor of one repeated number."
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "print(tensors.full([2, 2], 0.5))",
      prints: "tensor([[0.5000, 0.5000],\n        [0.5000, 0.5000]])")
  ]

  @Argument("the extents, a list or one number") var shape: Value
  @Argument("the number") var value: Double

  func run(_ context: CommandContext) throws -> Value {
    let extents = (shape.asSequence ?? [shape]).map(\.asInt)
    guard !extents.contains(nil) else {
      throw Diagnostic(.type, "a shape is an int or a list of ints, got \(shape.repr.prefix(40))")
    }
    return try filledTensor(Float(value), extents.compactMap(\.self))
  }
}
