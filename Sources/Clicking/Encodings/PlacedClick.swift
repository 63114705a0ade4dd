internal import Imaging

/// A click at any place, not only at the centre of a pixel: what a click becomes where its picture is
/// cropped and resized.
///
/// The centre of the pixel (r, c) is the place (r, c). A place may lie outside the picture: an
/// encoding draws what of the click's figure reaches into it. A place that is not finite, or more than
/// 2²⁰ pixels from the origin, is no click at all.
///
/// RITM's network drops clicks of which both coordinates are negative, and draws all others as here;
/// who wants its numbers to the last digit leaves those out before encoding.
@frozen
public struct PlacedClick: Hashable, Sendable {
  /// The row from the top, in pixels.
  public var row: Double
  /// The column from the left, in pixels.
  public var column: Double
  /// `true` for "belongs to the object", `false` for "does not".
  public var isPositive: Bool
  /// How many clicks of the inference were made before it.
  public var order: Int

  /// Places a click.
  @inlinable
  public init(row: Double, column: Double, isPositive: Bool, order: Int = 0) {
    self.row = row
    self.column = column
    self.isPositive = isPositive
    self.order = order
  }

  /// Whether any encoding can show the click.
  var isNearEnough: Bool { abs(row) <= 0x1p20 && abs(column) <= 0x1p20 }
}

extension ClickSequence {
  /// All clicks at the centres of their pixels, in order.
  public var placed: [PlacedClick] {
    all.enumerated().map { order, click in
      PlacedClick(
        row: Double(click.pixel.row), column: Double(click.pixel.column),
        isPositive: click.isPositive, order: order)
    }
  }
}
