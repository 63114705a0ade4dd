import Language
import Tensors

/// `tensor`: the elements of anything.
struct MakeTensor: Command {
  static let name = "tensor"
  static let summary = "Make a tensor of numbers, nested lists, an image, a mask or a plane."
  static let discussion = """
    A tensor holds 32-bit floats, or what comparisons give: True and False. An image becomes \
    (H, W, 3) of 0 to 255, a mask (H, W) of True and False, a plane (H, W). `t.image()`, `t.mask()` \
    and `t.plane()` go back.
    """
  static let topic = CommandTopic.tensors
  static let examples = [
    Example(
      "t = tensor([[1, 2], [3, 4.5]])\nprint(t.shape, t.mean(axis=0))",
      prints: "(2, 2) tensor([2.0000, 3.2500])"),
    Example(
      "print(tensor(mask_of(\"#.|##\")).sum(axis=1), tensor(7))",
      prints: "tensor([1, 2]) tensor(7.)"),
  ]

  @Argument("a number, nested lists, an image, a mask, a plane or a tensor") var content: Value

  func run(_ context: CommandContext) throws -> Value {
    guard let (tensor, kind) = try TensorValues.read(content) else {
      throw Diagnostic(
        .type,
        "a tensor is made of numbers, lists, an image, a mask or a plane, got \(content.typeName)")
    }
    return .object(TensorObject(tensor, kind))
  }
}
