/// An image with the steps that are still to be done to it: a framing, and then a change of tones.
///
/// Steps are noted as long as their order allows, and carried out together when the pixels are asked
/// for, so that a pixel which a crop throws away is never resized, and several tables cost one pass.
/// What comes out equals the steps done one by one, bit by bit.
public struct DeferredImage: Sendable {
  private var pixels: Image
  private var framing: Framing
  private var tones = ToneTable.identity
  private var fill = Color(0, 0, 0)

  /// An image to which nothing is to be done.
  public init(_ image: Image) {
    pixels = image
    framing = Framing(image.size)
  }

  /// The size that the image has after its steps.
  public var size: Size { framing.size }

  /// The image, all steps done.
  ///
  /// - Throws: ``ResizeError`` where a step asked for too many pixels, or `Cancellation.Interrupted`.
  public mutating func settled() throws -> Image {
    if !framing.isIdentity {
      pixels = try pixels.framed(by: framing, fill: fill)
      framing = Framing(pixels.size)
    }
    if tones != .identity {
      pixels.map(tones)
      tones = .identity
    }
    return pixels
  }

  /// Does to the pixels what cannot be deferred.
  public mutating func change(_ body: (inout Image) throws -> Void) throws {
    var image = try settled()
    // The only other reference is given up, so that `body` changes the pixels in place.
    pixels = Image(size: Size(height: 0, width: 0))
    defer {
      pixels = image
      framing = Framing(image.size)
    }
    try body(&image)
  }

  /// Resizes it.
  public mutating func resize(to size: Size, _ interpolation: Interpolation) throws {
    if tones == .identity, framing.resize(to: size, interpolation) { return }
    try change { $0 = try $0.resized(to: size, interpolation) }
  }

  /// Leaves only `box`, which must lie inside.
  public mutating func crop(to box: PixelBox) { framing.show(box) }

  /// Leaves `box`, which may reach beyond the image; what lies there is filled by the border's rule.
  public mutating func extend(to box: PixelBox, border: BorderMode, fill: Color) throws {
    if tones != .identity || fill != self.fill { _ = try settled() }
    if border == .constant {
      self.fill = fill
      framing.show(box)
    } else {
      try change { $0 = try $0.extended(to: box, border: border) }
    }
  }

  /// Turns it.
  public mutating func turn(_ orientation: Orientation) { framing.turn(orientation) }

  /// Changes its tones.
  public mutating func map(_ table: ToneTable) { tones = tones.followed(by: table) }
}

/// A mask with the steps that are still to be done to it, as ``DeferredImage``.
public struct DeferredMask: Sendable {
  private var pixels: Mask
  private var framing: Framing
  private var fill = Mask.background

  /// A mask to which nothing is to be done.
  public init(_ mask: Mask) {
    pixels = mask
    framing = Framing(mask.size)
  }

  /// The mask, all steps done.
  ///
  /// - Throws: as ``DeferredImage/settled()``.
  public mutating func settled() throws -> Mask {
    if !framing.isIdentity {
      pixels = try pixels.framed(by: framing, fill: fill)
      framing = Framing(pixels.size)
    }
    return pixels
  }

  /// Does to the mask what cannot be deferred.
  public mutating func change(_ body: (inout Mask) throws -> Void) throws {
    var mask = try settled()
    pixels = Mask(size: Size(height: 0, width: 0))
    defer {
      pixels = mask
      framing = Framing(mask.size)
    }
    try body(&mask)
  }

  /// Resizes it; each pixel takes the code of one.
  public mutating func resize(to size: Size) throws {
    if framing.resize(to: size, .nearest) { return }
    try change { $0 = try $0.resized(to: size) }
  }

  /// Leaves only `box`, which must lie inside.
  public mutating func crop(to box: PixelBox) { framing.show(box) }

  /// Leaves `box`, which may reach beyond the mask; what lies there is filled by the border's rule.
  public mutating func extend(to box: PixelBox, border: BorderMode, fill: UInt8) throws {
    if fill != self.fill { _ = try settled() }
    if border == .constant {
      self.fill = fill
      framing.show(box)
    } else {
      try change { $0 = try $0.extended(to: box, border: border) }
    }
  }

  /// Turns it.
  public mutating func turn(_ orientation: Orientation) { framing.turn(orientation) }
}
