public import Basics
public import Imaging

/// Leaves a box of a fixed size that holds part of the target, where there is a target:
/// albumentations' `CropNonEmptyMaskIfExists`.
///
/// One object pixel is drawn, each equally likely, and then its place in the crop. Ignored pixels are no
/// object. Without an object the crop goes anywhere.
public struct CropNonEmptyMaskIfExists: Transform {
  /// `crop_non_empty_mask_if_exists`.
  public let name = "crop_non_empty_mask_if_exists"
  /// The size that is left.
  public let size: Size
  /// The probability that it is applied.
  public let p: Double

  /// A crop to a size.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(height: Int, width: Int, p: Double = 1) throws(TransformError) {
    size = Size(height: max(height, 0), width: max(width, 0))
    self.p = p
    try check(height: height, width: width)
    try check(p, "p", in: 0...1)
  }

  /// Crops the pair.
  ///
  /// - Throws: ``TransformError/cropTooLarge(transform:crop:picture:)``.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let crop = CropSize(transform: name, size: size)
    pair.crop(to: try crop.random(holdingObjectOf: pair.target(), &random))
  }
}
