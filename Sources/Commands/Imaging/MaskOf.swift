import Imaging
import Language

/// `mask_of`: a small mask out of characters.
struct MaskOf: Command {
  static let name = "mask_of"
  static let summary = "Make a mask of rows of characters."
  static let discussion = """
    '#' is object, '.' is background, '?' is ignored. Rows are separated by '|' or by line ends; blanks do \
    not count.
    """
  static let topic = CommandTopic.looking
  static let examples = [
    Example("print(mask_of(\"..#|.##\"))", prints: "mask(2×3, area=3)"),
    Example(
      "m = mask_of(\"....|....\")\nm[0, 1:3] = True\nprint(m.bounding_box)",
      prints: "(0, 1, 1, 3)"),
  ]

  @Argument("the rows, for example \"..#|.##\"") var rows: String

  func run(_ context: CommandContext) throws -> Value {
    let lines = rows.split(whereSeparator: { $0 == "|" || $0.isNewline })
      .map { $0.filter { $0 != " " && $0 != "\t" } }.filter { !$0.isEmpty }
    guard let width = lines.first?.count else {
      throw Diagnostic(.value, "a mask has at least one row", help: "write mask_of(\"..#|.##\")")
    }
    var codes: [UInt8] = []
    for (row, line) in lines.enumerated() {
      guard line.count == width else {
        throw Diagnostic(
          .shape, "row \(row) has \(line.count) pixels, but row 0 has \(width) (axis 1)")
      }
      codes += try line.map { try Self.code(of: $0, row: row) }
    }
    return .object(MaskObject(Mask(size: Size(height: lines.count, width: width), codes: codes)))
  }

  private static func code(of character: Character, row: Int) throws -> UInt8 {
    switch character {
    case "#": return Mask.object
    case ".": return Mask.background
    case "?": return Mask.ignored
    default:
      throw Diagnostic(
        .value, "row \(row) holds '\(character)', which is no pixel",
        help: "'#' is object, '.' background, '?' ignored")
    }
  }
}
