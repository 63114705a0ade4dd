public import Basics
public import Imaging

/// Shifts, scales and turns the picture about its centre, at its own size: albumentations'
/// `ShiftScaleRotate`.
public struct ShiftScaleRotate: Transform {
  /// `shift_scale_rotate`.
  public let name = "shift_scale_rotate"
  /// The shift to the right, as a share of the width.
  public let shiftX: DrawRange
  /// The shift down, as a share of the height.
  public let shiftY: DrawRange
  /// The scale is 1 plus a number of this range.
  public let scaleLimit: DrawRange
  /// The angle in degrees, counterclockwise.
  public let rotateLimit: DrawRange
  /// How the image's colours are interpolated; `area` as `linear`.
  public let interpolation: Interpolation
  /// What comes into view.
  public let border: Border
  /// The probability that it is applied.
  public let p: Double

  /// A random move; the defaults are albumentations'.
  ///
  /// - Throws: ``TransformError``.
  public init(
    shiftX: DrawRange = DrawRange(0.0625), shiftY: DrawRange = DrawRange(0.0625),
    scaleLimit: DrawRange = DrawRange(0.1), rotateLimit: DrawRange = DrawRange(45),
    interpolation: Interpolation = .linear, border: Border = Border(), p: Double = 0.5
  ) throws(TransformError) {
    self.shiftX = shiftX
    self.shiftY = shiftY
    self.scaleLimit = scaleLimit
    self.rotateLimit = rotateLimit
    self.interpolation = interpolation
    self.border = border
    self.p = p
    try shiftX.check(name, "shift_limit_x", in: -1...1)
    try shiftY.check(name, "shift_limit_y", in: -1...1)
    try scaleLimit.check(name, "scale_limit", in: -0.999...99)
    try rotateLimit.check(name, "rotate_limit", in: -3600...3600)
    try check(p, "p", in: 0...1)
  }

  /// Moves the pair. Shifts are cut to whole pixels.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let size = pair.size
    let x = (shiftX.draw(&random) * Double(size.width)).rounded(.towardZero)
    let y = (shiftY.draw(&random) * Double(size.height)).rounded(.towardZero)
    let scale = 1 + scaleLimit.draw(&random)
    let map = Affine(
      about: size, scale: scale, degrees: rotateLimit.draw(&random), shift: (x, y))
    try pair.warp(by: map, interpolation, border)
  }
}
