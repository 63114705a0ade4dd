public import Datasets
public import Language

/// `transforms.pad_if_needed`.
struct TransformsPadIfNeeded: Command {
  static let name = "transforms.pad_if_needed"
  static let summary = "Add rows and columns until the picture is large enough."
  static let topic = CommandTopic.transforms
  static let examples = [
    Example(
      "t = transforms.pad_if_needed(min_height=4, min_width=2)\nprint(t(mask=mask_of(\"#..|...\")).mask.bounding_box)",
      prints: "(1, 0, 2, 1)")
  ]

  @Option("the least height, in pixels", in: 1...65_535) var minHeight = 1024
  @Option("the least width, in pixels", in: 1...65_535) var minWidth = 1024
  @Option("what comes into view, by name or OpenCV's number")
  var borderMode = BorderParameter.constant
  @Option("the colour that comes into view under constant") var fill = ColorParameter.black
  @Option("what masks get there: 0 background, 1 object, 255 ignored", in: 0...255) var fillMask = 0
  @Option("where the picture comes to lie") var position = PadIfNeeded.Position.center
  @Option("the probability that it is applied", in: 0...1) var p = 1.0

  func run(_ context: CommandContext) throws -> Value {
    transformValue(
      try PadIfNeeded(
        minHeight: minHeight, minWidth: minWidth,
        border: borderMode.border(fill: fill, mask: fillMask), position: position, p: p), context)
  }
}

extension PadIfNeeded.Position: Choice {
  /// `position`.
  public static var typeName: String { "position" }
}
