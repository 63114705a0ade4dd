import Clicking
import Language

/// `encodings.disks`.
struct EncodingsDisks: Command {
  static let name = "encodings.disks"
  static let summary =
    "Make the encoding that draws clicks as disks."
  static let discussion = """
    Two planes, positive and negative: 1 at most --radius from a click, else 0. RITM and the \
    seed use radius 5.

    An encoding is called with the clicks, interaction by interaction, and a size, which is an \
    image, a mask or (height, width): encoding(clicks, size). A click may be a tuple (row, \
    column, positive) between pixels or outside the picture.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\npositive, negative = encodings.disks(radius=1)(cs, (6, 6))\nprint(sum(positive), sum(negative[4, 3:6]))",
      prints: "5.0 3.0")
  ]

  @Option("the radius of a disk, in pixels", in: 0...1_000_000) var radius = 5.0

  func run(_ context: CommandContext) throws -> Value {
    .object(EncodingObject(Disks(radius: radius)))
  }
}
