public import Basics
import Imaging

/// Adds noise as a camera's sensor does at high sensitivity: albumentations' `ISONoise`.
public struct ISONoise: Transform {
  /// `iso_noise`.
  public let name = "iso_noise"
  /// What the deviation of hue is drawn from, as a share of its circle.
  public let colorShift: DrawRange
  /// What the strength is drawn from.
  public let intensity: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// Noise; the defaults are albumentations'.
  ///
  /// - Throws: ``TransformError``.
  public init(
    colorShift: DrawRange = DrawRange(0.01, 0.05), intensity: DrawRange = DrawRange(0.1, 0.5),
    p: Double = 0.5
  ) throws(TransformError) {
    self.colorShift = colorShift
    self.intensity = intensity
    self.p = p
    try colorShift.check(name, "color_shift", in: 0...1)
    try intensity.check(name, "intensity", in: 0...100)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let shift = colorShift.draw(&random)
    let strength = intensity.draw(&random)
    try pair.changeImage {
      $0.addSensorNoise(colorShift: shift, intensity: strength, using: &random)
    }
  }
}
