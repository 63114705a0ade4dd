import Clicking
import Imaging
import Language

/// A click as a script holds it: `row`, `column` and `positive`.
final class ClickObject: ScriptObject, HashableObject, PreviewableObject {
  let click: Click

  init(_ click: Click) { self.click = click }

  var typeName: String { "click" }
  var repr: String { click.description }
  func preview(columns: Int) -> String {
    "\(click.isPositive ? "positive" : "negative") click at row \(click.pixel.row), column \(click.pixel.column)"
  }
  var members: [Member] {
    [
      Member("row", "the row, from the top"), Member("column", "the column, from the left"),
      Member("positive", "True for object, False for background"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "row": .int(click.pixel.row)
    case "column": .int(click.pixel.column)
    case "positive": .bool(click.isPositive)
    default: nil
    }
  }

  func isEqual(to other: Value) throws -> Bool {
    other.asObject(ClickObject.self)?.click == click
  }

  func hash() throws -> Int {
    (click.pixel.row &* 31 &+ click.pixel.column) &* 2 &+ (click.isPositive ? 1 : 0)
  }
}
