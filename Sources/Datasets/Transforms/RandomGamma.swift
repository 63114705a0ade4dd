public import Basics
import Imaging

/// v ↦ 255 · (v / 255)^(g / 100) with random g: albumentations' `RandomGamma`.
public struct RandomGamma: Transform {
  /// `random_gamma`.
  public let name = "random_gamma"
  /// What g is drawn from, in percent.
  public let gammaLimit: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A random change with g from 80 to 120 unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(gammaLimit: DrawRange = DrawRange(80, 120), p: Double = 0.5) throws(TransformError) {
    self.gammaLimit = gammaLimit
    self.p = p
    try gammaLimit.check(name, "gamma_limit", in: 1...10_000)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    pair.map(.gamma(gammaLimit.draw(&random) / 100))
  }
}
