extension Size {
  /// The largest size with the same proportions inside a box; the size itself where it fits already.
  ///
  /// Sides are rounded down, to one pixel at least.
  public func fitted(into box: Size) -> Size {
    guard height > box.height || width > box.width, height > 0, width > 0 else { return self }
    let isTall = Double(height) * Double(box.width) > Double(width) * Double(box.height)
    func scaled(_ side: Int, _ limit: Int, by whole: Int) -> Int {
      max(1, Int(Double(side) * Double(limit) / Double(whole)))
    }
    return isTall
      ? Size(height: max(box.height, 1), width: scaled(width, box.height, by: height))
      : Size(height: scaled(height, box.width, by: width), width: max(box.width, 1))
  }
}

extension Image {
  /// The image scaled down into a box with its proportions, by the mean over areas unless told; never up.
  ///
  /// - Throws: ``ResizeError``, or `Cancellation.Interrupted`.
  public func fitted(
    into box: Size, _ interpolation: Interpolation = .area
  ) throws -> Image {
    try resized(to: size.fitted(into: box), interpolation)
  }
}
