public import Basics
public import Imaging

/// Leaves the middle: albumentations' `CenterCrop`.
///
/// The crop begins at ⌊(side − crop) / 2⌋.
public struct CenterCrop: Transform {
  /// `center_crop`.
  public let name = "center_crop"
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
    let crop = CropSize(transform: name, size: size)
    let room = try crop.room(in: pair.size)
    pair.crop(to: crop.box(top: room.height / 2, left: room.width / 2))
  }
}
