import Datasets
import Language

/// `transforms.crop`.
struct TransformsCrop: Command {
  static let name = "transforms.crop"
  static let summary = "Leave a given box."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.crop(x_min=1, y_min=0, x_max=3, y_max=1)\nprint(t(mask=mask_of(\"#.#|...\")).mask)",
      prints: "mask(1×2, area=1)")
  ]

  @Argument("the first column") var xMin = 0
  @Argument("the first row") var yMin = 0
  @Argument("the column past the last") var xMax = 1024
  @Argument("the row past the last") var yMax = 1024
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(try Crop(xMin: xMin, yMin: yMin, xMax: xMax, yMax: yMax, p: p), context)
  }
}
