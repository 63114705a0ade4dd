public import Basics
import Imaging

/// Shifts hue, saturation and value by random numbers: albumentations' `HueSaturationValue`.
///
/// Hue is in half degrees and goes around its circle of 180; saturation and value are cut to 0…255.
/// Shifts are cut to whole steps.
public struct HueSaturationValue: Transform {
  /// `hue_saturation_value`.
  public let name = "hue_saturation_value"
  /// What the shift of hue is drawn from.
  public let hue: DrawRange
  /// What the shift of saturation is drawn from.
  public let saturation: DrawRange
  /// What the shift of value is drawn from.
  public let value: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A random shift; the defaults are albumentations'.
  ///
  /// - Throws: ``TransformError``.
  public init(
    hue: DrawRange = DrawRange(20), saturation: DrawRange = DrawRange(30),
    value: DrawRange = DrawRange(20),
    p: Double = 0.5
  ) throws(TransformError) {
    self.hue = hue
    self.saturation = saturation
    self.value = value
    self.p = p
    try hue.check(name, "hue_shift_limit", in: -180...180)
    try saturation.check(name, "sat_shift_limit", in: -255...255)
    try value.check(name, "val_shift_limit", in: -255...255)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let shifts = [hue, saturation, value].map { Int($0.draw(&random)) }
    try pair.changeImage { $0.shiftHSV(hue: shifts[0], saturation: shifts[1], value: shifts[2]) }
  }
}
