public import Basics
import Imaging

/// Writes the image as JPEG of random quality and reads it back: albumentations' `ImageCompression`, and
/// its older `JpegCompression`. Colour is stored at half resolution, as OpenCV writes it.
public struct ImageCompression: Transform {
  /// `image_compression`.
  public let name = "image_compression"
  /// What the quality is drawn from, 1…100, whole numbers.
  public let qualityRange: DrawRange
  /// The probability that it is applied.
  public let p: Double

  /// A compression of quality 99 or 100 unless told.
  ///
  /// - Throws: ``TransformError``.
  public init(qualityRange: DrawRange = DrawRange(99, 100), p: Double = 0.5) throws(TransformError)
  {
    self.qualityRange = qualityRange
    self.p = p
    try qualityRange.check(name, "quality_range", in: 1...100)
    try check(p, "p", in: 0...1)
  }

  /// Changes the image; an empty one stays.
  ///
  /// - Throws: `ImageFormatError` where a side is longer than JPEG can say.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    guard pair.size.count > 0 else { return }
    var random = key.generator()
    let options = JPEGWriteOptions(quality: qualityRange.drawWhole(&random))
    try pair.changeImage {
      $0 = try ImageFile.decode(ImageFile.encodeJPEG($0, options: options))
    }
  }
}
