public import Imaging

/// Why a transform cannot be applied, as facts; the words are made where they are shown.
public enum TransformError: Error, Hashable, Sendable {
  /// A crop is larger than the picture.
  case cropTooLarge(transform: String, crop: Size, picture: Size)
  /// A crop's box reaches beyond the picture.
  case boxOutside(transform: String, box: PixelBox, picture: Size)
  /// The picture has no pixels, so that nothing can be made of it.
  case emptyPicture(transform: String)
  /// A mask is not of the image's size.
  case sizesDiffer(transform: String, image: Size, mask: Size)
  /// The colours are normalised and no longer bytes: normalisation comes last.
  case normalized(transform: String)
  /// A parameter, or the end of a range, lies outside what is allowed.
  case badParameter(transform: String, name: String, value: Double, range: ClosedRange<Double>)
  /// The range's ends are in the wrong order.
  case emptyRange(transform: String, name: String, low: Double, high: Double)
  /// A choice among no transforms, or of weights that add up to nothing.
  case nothingToChoose(transform: String)
}
