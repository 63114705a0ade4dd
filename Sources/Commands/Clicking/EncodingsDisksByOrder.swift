import Clicking
import Language

/// `encodings.disks_by_order`.
struct EncodingsDisksByOrder: Command {
  static let name = "encodings.disks_by_order"
  static let summary =
    "Make the encoding of disks whose radius follows from the order of the clicks."
  static let discussion = """
    Two planes for each radius. The first click has the first radius, the second the second, and \
    all later ones the last; a negative first click has the last one.
    """
  static let topic = CommandTopic.encodings
  static let examples = [
    Example(
      "cs = [click(2, 2), click(4, 4, positive=False)]\nprint(encodings.disks_by_order(radii=[2, 1]).planes)",
      prints: "[\"positive r=2.0\", \"negative r=2.0\", \"positive r=1.0\", \"negative r=1.0\"]")
  ]

  @Option("the radius of each group, in pixels") var radii: [Double] = [9, 5]

  func run(_ context: CommandContext) throws -> Value {
    guard (1...64).contains(radii.count), radii.allSatisfy({ $0 >= 0 && $0 <= 1e6 }) else {
      throw Diagnostic(.value, "radii are 1 to 64 numbers from 0 to 1000000")
    }
    return .object(EncodingObject(DisksByOrder(radii: radii)))
  }
}
