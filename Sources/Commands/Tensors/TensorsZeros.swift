import Language

/// `tensors.zeros`.
struct TensorsZeros: Command {
  static let name = "tensors.zeros"
  static let summary = "Make a tensor of zeros."
  static let topic = CommandTopic.tensors
  static let examples = [Example("print(tensors.zeros(2, 3).sum())", prints: "0.0")]

  @Argument("the extent of each axis") var shape: [Int]

  func run(_ context: CommandContext) throws -> Value { try filledTensor(0, shape) }
}
