import Clicking
import Imaging
import Language

extension ClickValues {
  /// The clicks of each interaction at places that need not be pixels; each entry is one interaction.
  ///
  /// An entry is a click, a tuple (row, column, positive) of numbers, or a list of these.
  static func interactions(_ value: Value, from role: String) throws -> [[PlacedClick]] {
    guard let items = value.asSequence, placed(value, order: 0) == nil else {
      throw Diagnostic(
        .type, "\(role) takes a list of interactions as clicks, got \(value.typeName)",
        help: "one click alone is [click(2, 3)], or [(2.5, 3, True)]")
    }
    var order = 0
    return try items.map { item in
      let entries = placed(item, order: 0) == nil ? item.asSequence : [item]
      return try (entries ?? [item]).map { entry in
        guard let click = placed(entry, order: order) else {
          throw Diagnostic(
            .type, "\(role) expected a click or a list of clicks, got \(entry.typeName)",
            help: "a click is what a robot returns, or a tuple (row, column, positive)")
        }
        order += 1
        return click
      }
    }
  }

  private static func placed(_ value: Value, order: Int) -> PlacedClick? {
    if let click = value.asObject(ClickObject.self)?.click {
      return PlacedClick(
        row: Double(click.pixel.row), column: Double(click.pixel.column),
        isPositive: click.isPositive, order: order)
    }
    guard let parts = value.asTuple?.items, parts.count == 3, let row = parts[0].asNumber,
      let column = parts[1].asNumber, let isPositive = parts[2].asBool
    else { return nil }
    return PlacedClick(row: row, column: column, isPositive: isPositive, order: order)
  }
}
