public import Basics
public import Imaging

/// Enlarges a picture that is too small, and leaves a box that holds part of the target: the seed's
/// `RandomCrop`.
///
/// Where a side is shorter than the crop's, the picture is first resized, proportions kept and by
/// nearest pixels, until its shorter side is as long as the crop's longer one.
public struct RandomObjectCrop: Transform {
  /// `random_object_crop`.
  public let name = "random_object_crop"
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

  /// Resizes where needed, and crops the pair.
  ///
  /// - Throws: ``TransformError/emptyPicture(transform:)``.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    guard pair.size.count > 0 else { throw TransformError.emptyPicture(transform: name) }
    if pair.size.height < size.height || pair.size.width < size.width {
      let factor =
        Double(max(size.height, size.width)) / Double(min(pair.size.height, pair.size.width))
      try pair.resize(to: pair.size.scaled(by: factor), .nearest)
    }
    var random = key.generator()
    let crop = CropSize(transform: name, size: size)
    pair.crop(to: try crop.random(holdingObjectOf: pair.target(), &random))
  }
}
