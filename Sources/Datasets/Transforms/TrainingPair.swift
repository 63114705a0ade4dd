public import Imaging

/// An image and its masks on their way through transforms.
///
/// The first mask is the target; companions move along with it: the other objects of the picture, the
/// regions where clicks may or must not go. Geometric steps are noted and done together, see
/// `DeferredImage`.
public struct TrainingPair: Sendable {
  private var deferredImage: DeferredImage
  private var deferredMasks: [DeferredMask]
  /// How the colours become numbers at the end; `nil` where they stay bytes.
  public private(set) var normalization: Normalization?

  /// Joins an image and masks of its size.
  public init(
    image: Image, target: Mask, companions: [Mask] = []
  ) throws(SizesDiffer) {
    for mask in [target] + companions { try SizesDiffer.check(image.size, mask.size) }
    deferredImage = DeferredImage(image)
    deferredMasks = ([target] + companions).map { DeferredMask($0) }
  }

  /// Height and width, after all steps so far.
  public var size: Size { deferredImage.size }

  /// The image, all steps done.
  public mutating func image() throws -> Image { try deferredImage.settled() }

  /// The target, all steps done.
  public mutating func target() throws -> Mask { try deferredMasks[0].settled() }

  /// The companions in order, all steps done.
  public mutating func companions() throws -> [Mask] {
    try deferredMasks.indices.dropFirst().map { try deferredMasks[$0].settled() }
  }

  /// Red, green and blue as planes of normalised numbers; `nil` where nothing normalised them.
  public mutating func planes() throws -> [Plane]? {
    try normalization.map { $0.planes(of: try image()) }
  }
}

// MARK: - Steps

extension TrainingPair {
  /// Resizes the image, and the masks by their nearest pixels.
  public mutating func resize(to size: Size, _ interpolation: Interpolation = .linear) throws {
    if size == self.size { return }
    try deferredImage.resize(to: size, interpolation)
    for index in deferredMasks.indices { try deferredMasks[index].resize(to: size) }
  }

  /// Leaves only `box`, which must lie inside.
  public mutating func crop(to box: PixelBox) {
    deferredImage.crop(to: box)
    for index in deferredMasks.indices { deferredMasks[index].crop(to: box) }
  }

  /// Leaves `box`, which may reach beyond the picture.
  public mutating func extend(to box: PixelBox, _ border: Border) throws {
    try deferredImage.extend(to: box, border: border.mode, fill: border.fill)
    for index in deferredMasks.indices {
      try deferredMasks[index].extend(to: box, border: border.mode, fill: border.maskFill)
    }
  }

  /// Turns the picture.
  public mutating func turn(_ orientation: Orientation) {
    deferredImage.turn(orientation)
    for index in deferredMasks.indices { deferredMasks[index].turn(orientation) }
  }

  /// Moves the picture by an affine map at its own size.
  public mutating func warp(
    by map: Affine, _ interpolation: Interpolation, _ border: Border
  ) throws {
    if map.isIdentity { return }
    try deferredImage.change {
      $0 = try $0.warped(by: map, interpolation, border: border.mode, fill: border.fill)
    }
    for index in deferredMasks.indices {
      try deferredMasks[index].change {
        $0 = try $0.warped(by: map, border: border.mode, fill: border.maskFill)
      }
    }
  }

  /// Changes the image's tones.
  public mutating func map(_ table: ToneTable) { deferredImage.map(table) }

  /// Changes the image's pixels, but not its size.
  public mutating func changeImage(_ body: (inout Image) throws -> Void) throws {
    try deferredImage.change(body)
  }

  /// Changes all masks, but not their sizes; the target is number 0.
  public mutating func changeMasks(_ body: (_ number: Int, inout Mask) throws -> Void) throws {
    for index in deferredMasks.indices { try deferredMasks[index].change { try body(index, &$0) } }
  }

  /// Notes how the colours become numbers.
  public mutating func normalize(_ normalization: Normalization) {
    self.normalization = normalization
  }
}

/// What fills the places that a geometric step brings into view.
public struct Border: Hashable, Sendable {
  /// Where the values come from.
  public var mode: BorderMode
  /// The colour under `constant`.
  public var fill: Color
  /// The masks' code under `constant`: background, object or ignored.
  public var maskFill: UInt8

  /// A border; black and background unless told.
  public init(
    _ mode: BorderMode = .constant, fill: Color = Color(0, 0, 0),
    maskFill: UInt8 = Mask.background
  ) {
    self.mode = mode
    self.fill = fill
    self.maskFill = maskFill
  }
}
