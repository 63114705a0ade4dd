import Datasets
import Language

/// `transforms.shift_scale_rotate`.
struct TransformsShiftScaleRotate: Command {
  static let name = "transforms.shift_scale_rotate"
  static let summary = "Shift, scale and turn about the centre."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.shift_scale_rotate(shift_limit=0, scale_limit=0, rotate_limit=(90, 90), p=1)\nprint(t(mask=mask_of(\"#..|...|...\")).mask.bounding_box)",
      prints: "(2, 0, 3, 1)")
  ]

  @Option("the range of shifts as a share of each side; n is -n to n")
  var shiftLimit = LimitsParameter(0.0625)
  @Option("the range of the factor less 1; n is -n to n") var scaleLimit = LimitsParameter(0.1)
  @Option("the range of angles in degrees, counterclockwise; n is -n to n")
  var rotateLimit = LimitsParameter(45)
  @Option("how colours are interpolated, by name or OpenCV's number")
  var interpolation = InterpolationParameter.linear
  @Option("what comes into view, by name or OpenCV's number")
  var borderMode = BorderParameter.constant
  @Option("the colour that comes into view under constant") var fill = ColorParameter.black
  @Option("what masks get there: 0 background, 1 object, 255 ignored", in: 0...255) var fillMask = 0
  @Option("the range of shifts to the right, where it differs") var shiftLimitX: LimitsParameter?
  @Option("the range of shifts down, where it differs") var shiftLimitY: LimitsParameter?
  @Option("the probability that it is applied", in: 0...1) var p = 0.5

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try ShiftScaleRotate(
        shiftX: (shiftLimitX ?? shiftLimit).symmetric,
        shiftY: (shiftLimitY ?? shiftLimit).symmetric,
        scaleLimit: scaleLimit.symmetric, rotateLimit: rotateLimit.symmetric,
        interpolation: interpolation.interpolation,
        border: borderMode.border(fill: fill, mask: fillMask), p: p), context)
  }
}
