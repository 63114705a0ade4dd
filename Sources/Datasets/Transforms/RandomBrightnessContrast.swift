public import Basics
import Imaging

/// v ↦ (1 + c) · v + b · m with random b and c: albumentations' `RandomBrightnessContrast`, and its
/// `RandomBrightness` and `RandomContrast` where one of them is 0.
///
/// m is 255, or the image's mean where `brightnessByMax` is false. Values are cut to 0…255 and then to
/// whole numbers.
public struct RandomBrightnessContrast: Transform {
  /// `random_brightness_contrast`.
  public let name = "random_brightness_contrast"
  /// What b is drawn from.
  public let brightnessLimit: DrawRange
  /// What c is drawn from.
  public let contrastLimit: DrawRange
  /// Whether brightness is a share of 255, not of the image's mean.
  public let brightnessByMax: Bool
  /// The probability that it is applied.
  public let p: Double

  /// A random change; the defaults are albumentations'.
  ///
  /// - Throws: ``TransformError``.
  public init(
    brightnessLimit: DrawRange = DrawRange(0.2), contrastLimit: DrawRange = DrawRange(0.2),
    brightnessByMax: Bool = true, p: Double = 0.5
  ) throws(TransformError) {
    self.brightnessLimit = brightnessLimit
    self.contrastLimit = contrastLimit
    self.brightnessByMax = brightnessByMax
    self.p = p
    try brightnessLimit.check(name, "brightness_limit", in: -1...1)
    try contrastLimit.check(name, "contrast_limit", in: -1...100)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let contrast = 1 + contrastLimit.draw(&random)
    let brightness = brightnessLimit.draw(&random)
    let unit = brightnessByMax ? 255 : try pair.image().meanSample
    pair.map(.linear(contrast: contrast, offset: brightness * unit))
  }
}
