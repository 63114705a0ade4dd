import Datasets
import Language

/// `transforms.rgb_shift`.
struct TransformsRgbShift: Command {
  static let name = "transforms.rgb_shift"
  static let summary = "Add a random number to each of red, green and blue."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.rgb_shift(r_shift_limit=(5, 5), g_shift_limit=0, b_shift_limit=0, p=1)\nprint(t(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(5, 0, 0)")
  ]

  @Option("the range of red's shift, of 255, or within -1 to 1 a share of it; n is -n to n")
  var rShiftLimit = LimitsParameter(20)
  @Option("the range of green's shift") var gShiftLimit = LimitsParameter(20)
  @Option("the range of blue's shift") var bShiftLimit = LimitsParameter(20)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try RGBShift(
        red: rShiftLimit.symmetric, green: gShiftLimit.symmetric, blue: bShiftLimit.symmetric, p: p),
      context)
  }
}
