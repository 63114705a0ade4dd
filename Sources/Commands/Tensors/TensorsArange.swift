import Language
import Tensors

/// `tensors.arange`.
struct TensorsArange: Command {
  static let name = "tensors.arange"
  static let summary = "Make a tensor of evenly spaced numbers, as range does."
  static let discussion = """
    The numbers are start + i · step as long as they are below stop (above it, for a negative step).
    """
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "print(tensors.arange(4), tensors.arange(1, 2, 0.25))",
      prints: "tensor([0., 1., 2., 3.]) tensor([1.0000, 1.2500, 1.5000, 1.7500])")
  ]

  @Argument("the first number; the end, where it stands alone") var start: Double
  @Argument("the end, which is not reached") var stop: Double?
  @Argument("the distance of neighbours") var step = 1.0

  func run(_ context: CommandContext) throws -> Value {
    let first = stop == nil ? 0 : start
    let count = (((stop ?? start) - first) / step).rounded(.up)
    guard step != 0, count.isFinite else {
      throw Diagnostic(.value, "start, stop and step must be finite, and step not 0")
    }
    let extent = Int(exactly: min(max(count, 0), 0x1p62)) ?? 0
    try TensorValues.check([extent])
    let tensor = try Tensor(shape: [extent]) { elements in
      for index in elements.indices { elements[index] = Float(first + Double(index) * step) }
    }
    return .object(TensorObject(tensor))
  }
}
