/// What part of a picture is seen, how large and how turned: resize, crop, pad and turn as one value.
///
/// Geometric steps are cheap to note and dear to carry out, and most of the pixels that an early step
/// would compute a later crop throws away. A framing notes them; ``Image/framed(by:fill:)`` and
/// ``Mask/framed(by:fill:)`` then compute each pixel that remains once, bit by bit as the single
/// steps would. The picture is resized first; of the result a window is seen, which holds `fill`
/// where there is no content; and the window is turned.
public struct Framing: Hashable, Sendable {
  /// The size of the picture that is framed.
  public let source: Size
  /// The size that it is resized to.
  private(set) var resized: Size
  /// How its colours are interpolated; masks always take the nearest pixel.
  private(set) var interpolation = Interpolation.linear
  /// The part of the resized picture that is still seen.
  private(set) var content: PixelBox
  /// What is seen, in rows and columns of the resized picture; it may reach beyond it.
  private(set) var window: PixelBox
  /// How the window is turned.
  private(set) var orientation = Orientation.upright

  /// Sees all of a picture as it is.
  public init(_ source: Size) {
    self.source = source
    resized = source
    content = PixelBox(source)
    window = PixelBox(source)
  }

  /// The size of what is seen.
  public var size: Size { orientation.apply(to: window.size) }

  /// Whether nothing has been noted that changes the picture.
  public var isIdentity: Bool { isUntouched && resized == source }

  private var isUntouched: Bool {
    window == PixelBox(resized) && content == window && orientation == .upright
  }

  /// Notes a resize of what is seen; `false` where it cannot be noted, because pixels have been
  /// resized or left out before and their neighbours would now count.
  public mutating func resize(to target: Size, _ interpolation: Interpolation) -> Bool {
    if target == size { return true }
    guard isUntouched, resized == source, source.count > 0 else { return false }
    resized = target
    self.interpolation = interpolation
    content = PixelBox(target)
    window = content
    return true
  }

  /// Sees only `box`, in rows and columns of what is seen now; it may reach beyond it, and what lies
  /// there is filled.
  public mutating func show(_ box: PixelBox) {
    let stored = orientation.stored(box, in: window.size)
    window = PixelBox(
      rows: stored.rows.moved(by: window.rows.lowerBound),
      columns: stored.columns.moved(by: window.columns.lowerBound))
    content = content.intersection(window)
  }

  /// Turns what is seen.
  public mutating func turn(_ next: Orientation) { orientation = orientation.followed(by: next) }

  /// The window with its content at the same place, but of the resized picture as if it had been
  /// resized before.
  func ofResizedPicture() -> Framing {
    var framing = Framing(resized)
    framing.content = content
    framing.window = window
    framing.orientation = orientation
    return framing
  }

  /// Where the content lies in the window after rows and columns have been reversed.
  var contentPlace: PixelBox {
    let place = PixelBox(
      rows: content.rows.moved(by: -window.rows.lowerBound),
      columns: content.columns.moved(by: -window.columns.lowerBound))
    let reversing = Orientation(
      swapsSides: false, reversesRows: orientation.reversesRows,
      reversesColumns: orientation.reversesColumns)
    return reversing.stored(place, in: window.size)
  }
}

extension Range<Int> {
  fileprivate func moved(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
