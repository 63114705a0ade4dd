import Clicking
import Imaging
import Language

/// `click`: a click by hand.
struct ClickCommand: Command {
  static let name = "click"
  static let summary = "Make a click at a pixel, positive unless told."
  static let topic = CommandTopic.robots
  static let examples = [
    Example("print(click(12, 40), click(3, 4, positive=False))", prints: "+(12, 40) -(3, 4)")
  ]

  @Argument("the row, from the top") var row: Int
  @Argument("the column, from the left") var column: Int
  @Flag("whether the click says object, not background") var positive = true

  func run(_ context: CommandContext) throws -> Value {
    .object(ClickObject(Click(Pixel(row: row, column: column), isPositive: positive)))
  }
}
