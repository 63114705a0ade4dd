/// Masks and clicks over the image they belong to.
extension Image {
  /// Blends a colour over a mask's object pixels.
  public mutating func drawMask(
    _ mask: Mask, color: Color = .prediction, opacity: Double = 0.45
  ) throws(SizesDiffer) {
    try SizesDiffer.check(size, mask.size)
    for index in mask.codes.indices where mask.codes[index] == Mask.object {
      blend(color, at: size.pixel(at: index), opacity: opacity)
    }
  }

  /// Draws a mask's outline, `width` pixels wide and inside the object.
  public mutating func drawOutline(
    of mask: Mask, color: Color = .target, width: Int = 1, opacity: Double = 1
  ) throws(SizesDiffer) {
    try SizesDiffer.check(size, mask.size)
    let line = try mask.subtracting(
      mask.eroded(by: .diamond(radius: max(width, 1)), border: .background))
    try drawMask(line, color: color, opacity: opacity)
  }

  /// Shades the pixels that a mask ignores with thin diagonal lines.
  public mutating func drawIgnored(
    of mask: Mask, color: Color = .white, opacity: Double = 0.35
  ) throws(SizesDiffer) {
    try SizesDiffer.check(size, mask.size)
    for index in mask.codes.indices where mask.codes[index] == Mask.ignored {
      let pixel = size.pixel(at: index)
      guard (pixel.row + pixel.column) % 4 == 0 else { continue }
      blend(color, at: pixel, opacity: opacity)
    }
  }

  /// Draws a click: a disc with a light edge and its sign, green with a plus or red with a minus; none
  /// outside the picture.
  ///
  /// - Parameters:
  ///   - radius: the disc's radius in pixels, at least 2; signs need about 4.
  ///   - isNewest: makes it stand out by a ring around it.
  public mutating func drawClick(
    at pixel: Pixel, isPositive: Bool, radius: Double = 5, isNewest: Bool = false
  ) {
    guard size.contains(pixel) else { return }
    let radius = max(radius, 2)
    let color = isPositive ? Color.positive : .negative
    if isNewest {
      drawCircle(at: pixel, radius: radius + 4, color: .black, width: 3.5, opacity: 0.45)
      drawCircle(at: pixel, radius: radius + 4, color: .white, width: 1.8)
    }
    drawDisc(at: pixel, radius: radius + 2, color: .black, opacity: 0.45)
    drawDisc(at: pixel, radius: radius + 1, color: .white)
    drawDisc(at: pixel, radius: radius, color: color)
    guard radius >= 3.5 else { return }
    let arm = Int((radius * 0.5).rounded())
    let stroke = max(1, radius / 4)
    func bar(down: Int, right: Int) {
      drawLine(
        from: Pixel(row: pixel.row - down, column: pixel.column - right),
        to: Pixel(row: pixel.row + down, column: pixel.column + right), color: .white, width: stroke
      )
    }
    bar(down: 0, right: arm)
    if isPositive { bar(down: arm, right: 0) }
  }

  /// A radius for clicks that is easy to see in a picture of this size.
  public var clickRadius: Double {
    min(max(Double(min(size.height, size.width)) / 60, 3), 14).rounded()
  }
}
