import Language

/// `tensors.ones`.
struct TensorsOnes: Command {
  static let name = "tensors.ones"
  static let summary = "Make a tensor of ones."
  static let topic = CommandTopic.tensors
  static let examples = [Example("print(tensors.ones(2, 3).sum())", prints: "6.0")]

  @Argument("the extent of each axis") var shape: [Int]

  func run(_ context: CommandContext) throws -> Value { try filledTensor(1, shape) }
}
