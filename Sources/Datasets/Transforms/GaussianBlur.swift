public import Basics
import Imaging

/// A Gaussian of random deviation: albumentations' `GaussianBlur`.
public struct GaussianBlur: Transform {
  /// `gaussian_blur`.
  public let name = "gaussian_blur"
  /// What the kernel's side is drawn from, in pixels; where it is 0, it follows from the deviation.
  public let blurLimit: DrawRange
  /// What the deviation is drawn from, in pixels.
  public let sigmaLimit: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A blur; the defaults are albumentations'.
  ///
  /// - Throws: ``TransformError``.
  public init(
    blurLimit: DrawRange = DrawRange(0, 0), sigmaLimit: DrawRange = DrawRange(0.5, 3),
    p: Double = 0.5
  ) throws(TransformError) {
    self.blurLimit = blurLimit
    self.sigmaLimit = sigmaLimit
    self.p = p
    try blurLimit.check(name, "blur_limit", in: 0...255)
    try sigmaLimit.check(name, "sigma_limit", in: 0...50)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let sigma = sigmaLimit.draw(&random)
    let side = blurLimit.drawWhole(&random)
    try pair.changeImage { $0 = try $0.filtered(by: .gaussian(sigma: sigma, side: side)) }
  }
}
