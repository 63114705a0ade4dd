public import Basics
import Imaging

/// Each channel's median over a square of random odd side: albumentations' `MedianBlur`.
public struct MedianBlur: Transform {
  /// `median_blur`.
  public let name = "median_blur"
  /// What the side is drawn from, in pixels.
  public let blurLimit: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A blur with a side from 3 to 7 unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(blurLimit: DrawRange = DrawRange(3, 7), p: Double = 0.5) throws(TransformError) {
    self.blurLimit = blurLimit
    self.p = p
    try blurLimit.check(name, "blur_limit", in: 1...255)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let side = blurLimit.drawOdd(&random)
    try pair.changeImage { $0 = try $0.medianFiltered(side) }
  }
}
