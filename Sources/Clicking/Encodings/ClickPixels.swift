internal import Imaging

/// Single pixels: 1 at each clicked pixel, else 0.
///
/// Two planes, of the positive and of the negative clicks. A click between pixels falls on the nearest
/// one, halfway on the lower and right one; a click outside the picture leaves no mark. The click map
/// that gto99 pins its mask to.
public struct ClickPixels: DrawnEncoding {
  /// `pixels`.
  public let name = "pixels"
  /// `positive`, `negative`.
  public let layout = [EncodingPlane].positiveThenNegative
  /// 0 to 1.
  public let range: ClosedRange<Float> = 0...1
  let valueWithoutClick: Float = 0

  /// Creates the encoding.
  public init() {}

  func draw(_ clicks: ArraySlice<PlacedClick>, over plane: inout Plane, at index: Int) {
    let sign = layout[index].isPositive
    for click in clicks where click.isPositive == sign && click.isNearEnough {
      let pixel = Pixel(
        row: Int((click.row + 0.5).rounded(.down)),
        column: Int((click.column + 0.5).rounded(.down)))
      if plane.size.contains(pixel) { plane[pixel] = 1 }
    }
  }
}
