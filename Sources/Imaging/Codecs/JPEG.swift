import CTurboJPEG

/// JPEG through libturbojpeg: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK.
///
/// Decoding uses the accurate inverse DCT and smooth chroma upsampling, so the pixels equal those of
/// `djpeg` and of OpenCV bit by bit.
///
/// The library reports harmless oddities and real damage alike as warnings. Here a warning is an
/// error unless it is one that leaves the pixels whole (see ``JPEGWarning``); a file that ends early
/// is always an error.
enum JPEG {
  static func decode(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Image {
    let decompressor = try JPEGDecompressor()
    let header = try decompressor.header(of: bytes)
    try options.check(header.size)
    let image = Image(
      size: header.size, bytes: try decompressor.rgb(bytes, header: header))
    guard options.appliesOrientation else { return image }
    let orientation = JPEGSegments(bytes).orientation
    return Image(
      size: orientation.apply(to: image.size),
      bytes: orientation.apply(to: image.bytes, size: image.size, channels: 3))
  }

  /// Grey pictures keep one channel; all others have three.
  static func decodeRaster(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    let decompressor = try JPEGDecompressor()
    let header = try decompressor.header(of: bytes)
    guard header.isGrey else { return Raster(try decode(bytes, options: options)) }
    try options.check(header.size)
    let grey = try decompressor.pixels(bytes, header: header, format: TJPF_GRAY, channels: 1)
    let orientation: Orientation =
      options.appliesOrientation ? JPEGSegments(bytes).orientation : .upright
    return Raster(
      size: orientation.apply(to: header.size), channels: 1, bitDepth: 8,
      samples: .bytes(orientation.apply(to: grey, size: header.size, channels: 1)))
  }

  /// From the first frame header; the orientation counts where the options ask for it.
  static func size(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Size {
    let segments = JPEGSegments(bytes)
    guard let frame = segments.frame else { throw .truncated(.jpeg) }
    return options.appliesOrientation ? segments.orientation.apply(to: frame.size) : frame.size
  }
}

/// What the library's warnings mean for the pixels.
enum JPEGWarning {
  /// Warnings after which every pixel has been decoded as the encoder meant it: stray bytes between
  /// two segments, and version or transform numbers that nobody needs.
  private static let harmless = [
    "extraneous bytes before marker", "unknown JFIF revision", "Unknown Adobe color transform",
    "Invalid SOS parameters for sequential JPEG",
  ]

  /// The error that a warning amounts to, or `nil` where the picture is whole.
  static func error(for words: String, in bytes: [UInt8]) -> ImageFormatError? {
    if words.contains("Premature end of JPEG file") { return .truncated(.jpeg) }
    guard harmless.contains(where: words.contains) else {
      return .corrupt(.jpeg, detail: words)
    }
    // Only the first warning of a file is reported, so a later "premature end" would go unseen.
    return JPEGSegments(bytes).endsProperly ? nil : .truncated(.jpeg)
  }
}
