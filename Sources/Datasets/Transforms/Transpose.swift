public import Basics
import Imaging

/// Exchanges rows and columns: albumentations' `Transpose`.
public struct Transpose: Transform {
  /// `transpose`.
  public let name = "transpose"
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
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws { pair.turn(.transposed) }
}
