public import Basics
public import Imaging

/// Resizes so that the longest side has a given length, proportions kept: albumentations' `LongestMaxSize`.
public struct LongestMaxSize: Transform {
  /// `longest_max_size`.
  public let name = "longest_max_size"
  /// The length of the longest side.
  public let maxSize: Int
  /// How the image's colours are interpolated.
  public let interpolation: Interpolation
  /// The probability that it is applied.
  public let p: Double

  /// A resize of the longest side to `maxSize` pixels.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(
    maxSize: Int, interpolation: Interpolation = .linear, p: Double = 1
  ) throws(TransformError) {
    self.maxSize = maxSize
    self.interpolation = interpolation
    self.p = p
    try check(Double(maxSize), "max_size", in: 1...65_535)
    try check(p, "p", in: 0...1)
  }

  /// Resizes the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    let side = max(pair.size.height, pair.size.width)
    guard side > 0 else { return }
    try pair.resize(to: pair.size.scaled(by: Double(maxSize) / Double(side)), interpolation)
  }
}
