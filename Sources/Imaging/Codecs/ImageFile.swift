import Basics

/// Picture files: JPEG, PNG and BMP, told apart by their content and never by their name.
///
/// Every function that takes a path throws `SystemError` where the file cannot be read or written,
/// and ``ImageFileError`` where it is not a picture that can be used. Functions on bytes throw
/// ``ImageFormatError``, which is the same fact without the path.
public enum ImageFile {
  /// Reads a picture as 8-bit RGB, the way OpenCV's `IMREAD_COLOR` sees it.
  ///
  /// Grey becomes three equal channels, palette indices become their colours, alpha is dropped (not
  /// composited), of 16-bit samples the high byte stays, and CMYK is taken as Adobe writes it.
  public static func read(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> Image {
    let bytes = try Files.read(path, limit: options.maximumFileBytes)
    return try about(path) { () throws(ImageFormatError) in try decode(bytes, options: options) }
  }

  /// Reads a picture together with its alpha channel, which is 1 everywhere where the file has none.
  public static func readWithAlpha(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> ImageWithAlpha {
    let raster = try readRaster(path, options: options)
    return ImageWithAlpha(image: raster.image, alpha: raster.alpha)
  }

  /// Reads the samples as the file stores them: indices stay indices, 16 bits stay 16 bits.
  ///
  /// This is what a mask is read with; the data set's rule then says what its samples mean.
  public static func readRaster(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> Raster {
    let bytes = try Files.read(path, limit: options.maximumFileBytes)
    return try about(path) { () throws(ImageFormatError) in
      try decodeRaster(bytes, options: options)
    }
  }

  /// Reads the height and width alone, from the file's header.
  public static func readSize(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> Size {
    let bytes = try Files.read(path, limit: options.maximumFileBytes)
    return try about(path) { () throws(ImageFormatError) in
      try decodeSize(bytes, options: options)
    }
  }

  /// The picture that a file's bytes hold, as ``read(_:options:)`` gives it.
  public static func decode(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> Image {
    switch try readableFormat(of: bytes) {
    case .jpeg: try JPEG.decode(bytes, options: options)
    case .png: try PNG.decode(bytes, options: options).image
    case .bmp: try BMP.decode(bytes, options: options).image
    }
  }

  /// The samples that a file's bytes hold, as ``readRaster(_:options:)`` gives them.
  public static func decodeRaster(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> Raster {
    switch try readableFormat(of: bytes) {
    case .jpeg: try JPEG.decodeRaster(bytes, options: options)
    case .png: try PNG.decode(bytes, options: options)
    case .bmp: try BMP.decode(bytes, options: options)
    }
  }

  /// The height and width that a file's header states; nothing else of the file is looked at.
  public static func decodeSize(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> Size {
    switch try readableFormat(of: bytes) {
    case .jpeg: try JPEG.size(bytes, options: options)
    case .png: try PNG.size(bytes)
    case .bmp: try BMP.size(bytes)
    }
  }

  private static func readableFormat(
    of bytes: [UInt8]
  ) throws(ImageFormatError) -> ImageFormat {
    let content = FileContent(of: bytes)
    guard let format = content.readableFormat else { throw .notAPicture(content) }
    return format
  }

  /// Says which file an error is about.
  static func about<Result>(
    _ path: String, _ body: () throws(ImageFormatError) -> Result
  ) throws -> Result {
    do { return try body() } catch .interrupted {
      throw Cancellation.Interrupted()
    } catch {
      throw ImageFileError(path: path, problem: error)
    }
  }
}

/// What a reader of pictures accepts and does.
public struct ImageReadOptions: Hashable, Sendable {
  /// The most pixels a picture may have; a larger one is refused before anything is allocated.
  public var maximumPixels: Int
  /// The most bytes a file may have.
  public var maximumFileBytes: Int
  /// Whether a JPEG is turned as its EXIF orientation says.
  ///
  /// Off unless told: masks carry no orientation, so a turned picture would no longer lie under its
  /// mask. OpenCV turns by default.
  public var appliesOrientation: Bool

  /// Creates options; the defaults accept 2²⁷ pixels (11,585²) and 1 GiB.
  public init(
    maximumPixels: Int = 1 << 27, maximumFileBytes: Int = 1 << 30, appliesOrientation: Bool = false
  ) {
    self.maximumPixels = maximumPixels
    self.maximumFileBytes = maximumFileBytes
    self.appliesOrientation = appliesOrientation
  }

  /// However far the limit is raised, the number of bytes must fit an integer.
  private static let mostPixelsThatCanBeCounted = 1 << 40

  func check(_ size: Size) throws(ImageFormatError) {
    let limit = min(maximumPixels, Self.mostPixelsThatCanBeCounted)
    guard size.count <= limit else { throw .tooLarge(size, limit: limit) }
  }
}

/// A picture and how opaque each of its pixels is.
public struct ImageWithAlpha: Hashable, Sendable {
  /// The colours, as stored: not multiplied by alpha.
  public var image: Image
  /// 0 is transparent, 1 opaque.
  public var alpha: Plane

  /// Joins a picture and an alpha channel of the same size.
  public init(image: Image, alpha: Plane) {
    precondition(image.size == alpha.size, "alpha belongs to a picture of its own size")
    self.image = image
    self.alpha = alpha
  }
}
