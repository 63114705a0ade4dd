/// The height and width of a picture, in pixels.
@frozen
public struct Size: Hashable, Sendable, CustomStringConvertible {
  /// The number of rows.
  public var height: Int
  /// The number of columns.
  public var width: Int

  /// Creates a size; both sides are at least 0.
  @inlinable
  public init(height: Int, width: Int) {
    precondition(height >= 0 && width >= 0, "a size has no negative side")
    self.height = height
    self.width = width
  }

  /// The number of pixels.
  @inlinable public var count: Int { height * width }

  /// Whether `pixel` lies inside.
  @inlinable
  public func contains(_ pixel: Pixel) -> Bool {
    pixel.row >= 0 && pixel.row < height && pixel.column >= 0 && pixel.column < width
  }

  /// The place of `pixel` in row-major order.
  @inlinable public func offset(of pixel: Pixel) -> Int { pixel.row * width + pixel.column }

  /// The pixel at a place in row-major order.
  @inlinable
  public func pixel(at offset: Int) -> Pixel { Pixel(row: offset / width, column: offset % width) }

  /// Height × width, as in `321×481`.
  public var description: String { "\(height)×\(width)" }
}

/// A place in a picture: row and column from the top left, in pixels, both from 0.
@frozen
public struct Pixel: Hashable, Sendable, CustomStringConvertible {
  /// The row, from the top.
  public var row: Int
  /// The column, from the left.
  public var column: Int

  /// Creates a place; it may lie outside any picture.
  @inlinable
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// `(row, column)`.
  public var description: String { "(\(row), \(column))" }
}

/// A rectangle of pixels: rows and columns, each a half-open range.
@frozen
public struct PixelBox: Hashable, Sendable {
  /// The rows inside.
  public var rows: Range<Int>
  /// The columns inside.
  public var columns: Range<Int>

  /// Creates a box of these rows and columns.
  @inlinable
  public init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }

  /// The box's height and width.
  @inlinable public var size: Size { Size(height: rows.count, width: columns.count) }
}

extension PixelBox {
  /// The box that a picture of this size fills.
  @inlinable
  public init(_ size: Size) { self.init(rows: 0..<size.height, columns: 0..<size.width) }

  /// Whether `pixel` lies inside.
  @inlinable
  public func contains(_ pixel: Pixel) -> Bool {
    rows.contains(pixel.row) && columns.contains(pixel.column)
  }

  /// The smallest box that holds both.
  public func union(_ other: PixelBox) -> PixelBox {
    PixelBox(
      rows: min(
        rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound),
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound))
  }

  /// What both share; a box without pixels where they do not meet.
  public func intersection(_ other: PixelBox) -> PixelBox {
    PixelBox(rows: rows.clamped(to: other.rows), columns: columns.clamped(to: other.columns))
  }
}

/// Two pictures that belong together have different sizes.
public struct SizesDiffer: Error, Hashable, CustomStringConvertible {
  /// The size of the first.
  public let first: Size
  /// The size of the second.
  public let second: Size

  /// Creates the error.
  public init(first: Size, second: Size) {
    self.first = first
    self.second = second
  }

  /// Both sizes, as in `2×3 and 2×4 differ`.
  public var description: String { "\(first) and \(second) differ" }

  /// Throws the error unless both sizes are equal.
  @inlinable
  public static func check(_ first: Size, _ second: Size) throws(SizesDiffer) {
    if first != second { throw SizesDiffer(first: first, second: second) }
  }
}
