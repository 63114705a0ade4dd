/// Lines, boxes and discs. Whatever lies outside the picture is left out; edges are smooth.
extension Image {
  /// Blends a colour over one pixel; a pixel outside the picture is left out.
  public mutating func blend(_ color: Color, at pixel: Pixel, opacity: Double = 1) {
    guard size.contains(pixel) else { return }
    self[pixel] = self[pixel].blended(with: color, opacity: opacity)
  }

  /// Fills a box.
  public mutating func fill(_ box: PixelBox, with color: Color, opacity: Double = 1) {
    let inside = box.intersection(PixelBox(size))
    for row in inside.rows {
      for column in inside.columns {
        blend(color, at: Pixel(row: row, column: column), opacity: opacity)
      }
    }
  }

  /// Draws the edge of a box, inside it.
  public mutating func drawRectangle(_ box: PixelBox, color: Color, width: Int = 1) {
    let width = min(max(width, 0), box.rows.count, box.columns.count)
    let (rows, columns) = (box.rows, box.columns)
    let inner = rows.dropFirst(width).dropLast(width)
    fill(PixelBox(rows: rows.prefix(width), columns: columns), with: color)
    fill(PixelBox(rows: rows.suffix(min(width, rows.count - width)), columns: columns), with: color)
    fill(PixelBox(rows: inner, columns: columns.prefix(width)), with: color)
    let right = columns.suffix(min(width, columns.count - width))
    fill(PixelBox(rows: inner, columns: right), with: color)
  }

  /// Draws a line with round ends from the middle of one pixel to that of another.
  public mutating func drawLine(
    from start: Pixel, to end: Pixel, color: Color, width: Double = 1, opacity: Double = 1
  ) {
    let (rows, columns) = (
      Double(end.row) - Double(start.row), Double(end.column) - Double(start.column)
    )
    let length = rows * rows + columns * columns
    let reach = width / 2 + 1
    draw(color, from: start, to: end, reach: reach, opacity: opacity) { row, column in
      let (down, right) = (row - Double(start.row), column - Double(start.column))
      let along = length > 0 ? min(max((down * rows + right * columns) / length, 0), 1) : 0
      let (a, b) = (down - along * rows, right - along * columns)
      return (a * a + b * b).squareRoot() - width / 2
    }
  }

  /// Draws a disc around the middle of a pixel.
  public mutating func drawDisc(
    at center: Pixel, radius: Double, color: Color, opacity: Double = 1
  ) {
    draw(color, from: center, to: center, reach: radius + 1, opacity: opacity) { row, column in
      let (down, right) = (row - Double(center.row), column - Double(center.column))
      return (down * down + right * right).squareRoot() - radius
    }
  }

  /// Draws a circle around the middle of a pixel; `width` lies half inside and half outside.
  public mutating func drawCircle(
    at center: Pixel, radius: Double, color: Color, width: Double = 1, opacity: Double = 1
  ) {
    let reach = radius + width / 2 + 1
    draw(color, from: center, to: center, reach: reach, opacity: opacity) { row, column in
      let (down, right) = (row - Double(center.row), column - Double(center.column))
      return abs((down * down + right * right).squareRoot() - radius) - width / 2
    }
  }

  /// Blends a colour where a shape covers pixels, near its edge in proportion.
  ///
  /// - Parameters:
  ///   - reach: how far beyond `start` and `end` the shape goes, in pixels.
  ///   - distance: the distance from the shape's edge at a row and column, negative inside.
  private mutating func draw(
    _ color: Color, from start: Pixel, to end: Pixel, reach: Double, opacity: Double,
    _ distance: (Double, Double) -> Double
  ) {
    let margin = Int(
      min(max(reach.isFinite ? reach : 0, 0), Double(size.height + size.width)).rounded(.up))
    func range(_ a: Int, _ b: Int, _ length: Int) -> Range<Int> {
      let (low, high) = (
        min(max(min(a, b), -margin), length), max(min(max(a, b), length + margin), -1)
      )
      return max(0, low - margin)..<max(0, low - margin, min(length, high + margin + 1))
    }
    for row in range(start.row, end.row, size.height) {
      for column in range(start.column, end.column, size.width) {
        let coverage = min(max(0.5 - distance(Double(row), Double(column)), 0), 1)
        guard coverage > 0 else { continue }
        blend(color, at: Pixel(row: row, column: column), opacity: coverage * opacity)
      }
    }
  }
}
