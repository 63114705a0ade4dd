import Basics

/// What a reader of pictures accepts and does.
public struct ImageReadOptions: Hashable, Sendable {
  /// The most pixels a picture may have; a larger one is refused before anything is allocated.
  public var maximumPixels: Int
  /// The most bytes a file may have.
  public var maximumFileBytes: Int
  /// Whether a picture is turned as its EXIF orientation, or TIFF's own, says.
  ///
  /// Off unless told: masks carry no orientation, so a turned picture would no longer lie under its
  /// mask. OpenCV turns by default.
  public var appliesOrientation: Bool
  /// The samples that are shown black and white; ``Raster/usualWindow`` unless told.
  public var window: SampleWindow?

  /// Creates options; the defaults accept 2²⁷ pixels (11,585²) and 1 GiB.
  public init(
    maximumPixels: Int = 1 << 27, maximumFileBytes: Int = 1 << 30, appliesOrientation: Bool = false,
    window: SampleWindow? = nil
  ) {
    self.maximumPixels = maximumPixels
    self.maximumFileBytes = maximumFileBytes
    self.appliesOrientation = appliesOrientation
    self.window = window
  }

  /// However far the limit is raised, the number of bytes must fit an integer.
  private static let mostPixelsThatCanBeCounted = 1 << 40

  /// Whether a picture of this size is accepted, and the process may have the bytes that it takes.
  func check(_ size: Size, bytesPerPixel: Int = 3) throws(ImageFormatError) {
    let limit = min(maximumPixels, Self.mostPixelsThatCanBeCounted)
    guard size.count <= limit else { throw .tooLarge(size, limit: limit) }
    guard (try? MemoryBound.require(size.count * bytesPerPixel)) != nil else { throw .outOfMemory }
  }
}
