public import Basics
import Imaging

/// Makes numbers of the colours, by a mean and a deviation for each channel or by the image's own range:
/// albumentations' `Normalize`. It comes last, and happens once all other steps are done.
public struct Normalize: Transform {
  /// `normalize`.
  public let name = "normalize"
  /// The rule.
  public let normalization: Normalization
  /// The probability that it is applied.
  public let p: Double

  /// A normalisation, by ImageNet's colours unless told.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``, also for a deviation or
  ///   a largest value of 0.
  public init(_ normalization: Normalization = .imageNet, p: Double = 1) throws(TransformError) {
    self.normalization = normalization
    self.p = p
    try check(p, "p", in: 0...1)
    guard case .meanDeviation(let mean, let deviation, let max) = normalization else { return }
    try check(Double(max), "max_pixel_value", in: 1e-6...1e6)
    for channel in 0..<3 {
      try check(Double(mean[channel]), "mean", in: -1e6...1e6)
      try check(Double(deviation[channel]), "std", in: 1e-6...1e6)
    }
  }

  /// Notes the rule.
  ///
  /// - Throws: ``TransformError/normalized(transform:)`` where it has been normalised before.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    guard pair.normalization == nil else { throw TransformError.normalized(transform: name) }
    pair.normalize(normalization)
  }
}
