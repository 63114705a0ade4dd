public import Basics
import Imaging

/// Stretches the colours to the whole range 0…255: v ↦ 255 · (v − least) / (greatest − least).
///
/// One range for all three channels, as the seed normalises. An image of one value has nothing to stretch
/// and stays as it is, where the seed made it white or left a factor of 255.
public struct MinMaxStretch: Transform {
  /// `min_max_stretch`.
  public let name = "min_max_stretch"
  /// The probability that it is applied.
  public let p: Double

  /// A stretch with probability `p`.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(p: Double = 1) throws(TransformError) {
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Changes the image.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    if let range = try pair.image().sampleRange { pair.map(.stretch(from: range)) }
  }
}
