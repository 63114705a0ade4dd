import Datasets
import Language

/// `transforms.hue_saturation_value`.
struct TransformsHueSaturationValue: Command {
  static let name = "transforms.hue_saturation_value"
  static let summary = "Shift hue, saturation and value by random numbers."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.hue_saturation_value(hue_shift_limit=0, sat_shift_limit=0, val_shift_limit=(7, 7), p=1)\nprint(t(mask=mask_of(\"..\")).image[0, 0])",
      prints: "(7, 7, 7)")
  ]

  @Option("the range of hue's shift, in half degrees; n is -n to n")
  var hueShiftLimit = LimitsParameter(20)
  @Option("the range of saturation's shift, of 255") var satShiftLimit = LimitsParameter(30)
  @Option("the range of value's shift, of 255") var valShiftLimit = LimitsParameter(20)
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try HueSaturationValue(
        hue: hueShiftLimit.symmetric, saturation: satShiftLimit.symmetric,
        value: valShiftLimit.symmetric, p: p), context)
  }
}
