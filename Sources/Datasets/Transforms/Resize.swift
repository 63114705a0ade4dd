public import Basics
public import Imaging

/// Resizes to a size, whatever the picture's proportions: albumentations' `Resize`.
public struct Resize: Transform {
  /// `resize`.
  public let name = "resize"
  /// The new size.
  public let size: Size
  /// How the image's colours are interpolated.
  public let interpolation: Interpolation
  /// The probability that it is applied.
  public let p: Double

  /// A resize.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(
    height: Int, width: Int, interpolation: Interpolation = .linear, p: Double = 1
  ) throws(TransformError) {
    size = Size(height: max(height, 0), width: max(width, 0))
    self.interpolation = interpolation
    self.p = p
    try check(height: height, width: width)
    try check(p, "p", in: 0...1)
  }

  /// Resizes the pair.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    try pair.resize(to: size, interpolation)
  }
}
