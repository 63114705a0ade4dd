public import Basics
import Imaging

/// Takes the colour away: albumentations' `ToGray` by the weighted mean 0.299 R + 0.587 G + 0.114 B.
public struct ToGray: Transform {
  /// `to_gray`.
  public let name = "to_gray"
  /// The probability that it is applied.
  public let p: Double

  /// A change with probability `p`.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(p: Double = 0.5) throws(TransformError) {
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    try pair.changeImage { $0 = $0.grey }
  }
}
