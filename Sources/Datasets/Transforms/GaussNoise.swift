public import Basics
import Imaging

/// Adds normally distributed noise to every sample: albumentations' `GaussNoise`.
public struct GaussNoise: Transform {
  /// `gauss_noise`.
  public let name = "gauss_noise"
  /// What the deviation is drawn from, as a share of 255.
  public let stdRange: DrawRange
  /// What the mean is drawn from, as a share of 255.
  public let meanRange: DrawRange
  /// Whether each channel has noise of its own.
  public let perChannel: Bool
  /// The probability that it is applied.
  public let p: Double

  /// Noise; the defaults are albumentations', which are strong.
  ///
  /// - Throws: ``TransformError``.
  public init(
    stdRange: DrawRange = DrawRange(0.2, 0.44), meanRange: DrawRange = DrawRange(0, 0),
    perChannel: Bool = true, p: Double = 0.5
  ) throws(TransformError) {
    self.stdRange = stdRange
    self.meanRange = meanRange
    self.perChannel = perChannel
    self.p = p
    try stdRange.check(name, "std_range", in: 0...1)
    try meanRange.check(name, "mean_range", in: -1...1)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let deviation = 255 * stdRange.draw(&random)
    let mean = 255 * meanRange.draw(&random)
    try pair.changeImage {
      $0.addNoise(mean: mean, deviation: deviation, perChannel: perChannel, using: &random)
    }
  }
}
