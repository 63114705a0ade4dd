import Basics

/// Picture files: JPEG, PNG, TIFF, GIF, BMP, PNM and NumPy's arrays, told apart by their content and never by
/// their name.
///
/// Every function that takes a path throws `SystemError` where the file cannot be read or written,
/// and ``ImageFileError`` where it is not a picture that can be used. Functions on bytes throw
/// ``ImageFormatError``, which is the same fact without the path.
public enum ImageFile {
  /// Reads a picture as 8-bit RGB, the way OpenCV's `IMREAD_COLOR` sees it.
  ///
  /// Grey becomes three equal channels, palette indices become their colours, alpha is dropped (not
  /// composited), and CMYK is taken as Adobe writes it. Of samples with more than 8 bits black and white are those
  /// of ``ImageReadOptions/window``, unless told those of ``Raster/usualWindow``.
  public static func read(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> Image {
    try readPicture(path, options: options).image
  }

  /// Reads a picture as ``read(_:options:)`` does, and what else its file says of it.
  public static func readPicture(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> ReadPicture {
    let bytes = try Files.read(path, limit: options.maximumFileBytes)
    return try about(path) { () throws(ImageFormatError) in
      try decodePicture(bytes, options: options)
    }
  }

  /// Reads a picture together with its alpha channel, which is 1 everywhere where the file has none.
  public static func readWithAlpha(
    _ path: String, options: ImageReadOptions = ImageReadOptions()
  ) throws -> ImageWithAlpha {
    let raster = try readRaster(path, options: options)
    return ImageWithAlpha(image: raster.image, alpha: raster.alpha)
  }

  /// Reads the samples as the file stores them: indices stay indices, 16 bits stay 16 bits; of floats between 0
  /// and 1 what exceeds ½ is 1.
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
    try decodePicture(bytes, options: options).image
  }

  /// The picture that a file's bytes hold, and what else they say of it.
  public static func decodePicture(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> ReadPicture {
    let format = try readableFormat(of: bytes)
    var facts = facts(of: bytes, format)
    let found: (image: Image, window: SampleWindow?) =
      switch format {
      case .jpeg: (try JPEG.decode(bytes, options: options), nil)
      case .png: try PNG.picture(bytes, options: options)
      default: try stored(bytes, format, options: options).picture(window: options.window)
      }
    facts.window = found.window
    guard options.appliesOrientation else { return ReadPicture(image: found.image, facts: facts) }
    return ReadPicture(image: found.image.oriented(facts.orientation), facts: facts)
  }

  /// The samples that a file's bytes hold, as ``readRaster(_:options:)`` gives them.
  public static func decodeRaster(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> Raster {
    let format = try readableFormat(of: bytes)
    let raster = try stored(bytes, format, options: options).raster()
    return options.appliesOrientation
      ? raster.oriented(facts(of: bytes, format).orientation) : raster
  }

  private static func stored(
    _ bytes: [UInt8], _ format: ImageFormat, options: ImageReadOptions
  ) throws(ImageFormatError) -> StoredPicture {
    switch format {
    case .jpeg: .raster(try JPEG.decodeRaster(bytes, options: options))
    case .png: .raster(try PNG.decode(bytes, options: options))
    case .bmp: .raster(try BMP.decode(bytes, options: options))
    case .gif: .raster(try GIF.decode(bytes, options: options))
    case .pnm: .raster(try PNM.decode(bytes, options: options))
    case .tiff: try TIFF.decode(FileBytes(bytes), options: options)
    case .npy: try NumpyPicture.decode(FileBytes(bytes), options: options)
    }
  }

  /// The height and width that a file's header states; of the rest no more than an orientation is looked at, where the
  /// options ask for it.
  public static func decodeSize(
    _ bytes: [UInt8], options: ImageReadOptions = ImageReadOptions()
  ) throws(ImageFormatError) -> Size {
    let format = try readableFormat(of: bytes)
    let size: Size =
      switch format {
      case .jpeg: try JPEG.size(bytes)
      case .png: try PNG.size(bytes)
      case .bmp: try BMP.size(bytes)
      case .gif: try GIF.size(bytes)
      case .pnm: try PNM.size(bytes)
      case .tiff: try TIFF.size(FileBytes(bytes))
      case .npy: try NumpyPicture.size(FileBytes(Array(bytes.prefix(NumpyHeader.longest))))
      }
    return options.appliesOrientation ? facts(of: bytes, format).orientation.apply(to: size) : size
  }

  static func readableFormat(
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
