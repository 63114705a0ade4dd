public import Imaging

/// One click: a place, and whether it says "object here" or "background here".
public struct Click: Hashable, Sendable, CustomStringConvertible {
  /// Where, in pixels from the top left.
  public var pixel: Pixel
  /// `true` for "belongs to the object", `false` for "does not".
  public var isPositive: Bool

  /// Creates a click.
  public init(_ pixel: Pixel, isPositive: Bool) {
    self.pixel = pixel
    self.isPositive = isPositive
  }

  /// The sign and the place, as in `+(12, 40)`.
  public var description: String { "\(isPositive ? "+" : "-")\(pixel)" }
}
