import Language
import Tensors

/// `tensors.eye`.
struct TensorsEye: Command {
  static let name = "tensors.eye"
  static let summary = "Make the identity matrix: ones on the diagonal, zeros elsewhere."
  static let topic = CommandTopic.tensors
  static let examples = [
    Example("print(tensors.eye(2))", prints: "tensor([[1., 0.],\n        [0., 1.]])")
  ]

  @Argument("the number of rows and columns", in: 0...) var n: Int

  func run(_ context: CommandContext) throws -> Value {
    try TensorValues.check([n, n])
    var matrix = try Tensor(repeating: 0, shape: [n, n])
    matrix.withUnsafeMutableElements { elements in
      for index in 0..<n { elements[index * (n + 1)] = 1 }
    }
    return .object(TensorObject(matrix))
  }
}
