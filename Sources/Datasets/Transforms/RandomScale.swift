public import Basics
public import Imaging

/// Resizes both sides by a random factor 1 + s: albumentations' `RandomScale`.
///
/// Each side is cut to a whole number, and at least 1 pixel.
public struct RandomScale: Transform {
  /// `random_scale`.
  public let name = "random_scale"
  /// What s is drawn from.
  public let scaleLimit: DrawRange
  /// How the image's colours are interpolated.
  public let interpolation: Interpolation
  /// The probability that it is applied.
  public let p: Double

  /// A resize by a factor of 1 plus a number from `scaleLimit`, −0.1…0.1 unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(
    scaleLimit: DrawRange = DrawRange(0.1), interpolation: Interpolation = .linear, p: Double = 0.5
  ) throws(TransformError) {
    self.scaleLimit = scaleLimit
    self.interpolation = interpolation
    self.p = p
    try scaleLimit.check(name, "scale_limit", in: -0.999...99)
    try check(p, "p", in: 0...1)
  }

  /// Resizes the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let factor = 1 + scaleLimit.draw(&random)
    try pair.resize(to: pair.size.scaled(by: factor, .towardZero), interpolation)
  }
}
