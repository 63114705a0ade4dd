public import Basics
import Imaging

/// Exchanges left and right: albumentations' `HorizontalFlip`.
public struct HorizontalFlip: Transform {
  /// `horizontal_flip`.
  public let name = "horizontal_flip"
  /// The probability that it is applied.
  public let p: Double

  /// A turn with probability `p`.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(p: Double = 0.5) throws(TransformError) {
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Turns the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws { pair.turn(.mirrored) }
}
