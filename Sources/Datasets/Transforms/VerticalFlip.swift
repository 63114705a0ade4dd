public import Basics
import Imaging

/// Exchanges top and bottom: albumentations' `VerticalFlip`.
public struct VerticalFlip: Transform {
  /// `vertical_flip`.
  public let name = "vertical_flip"
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
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws { pair.turn(.flipped) }
}
