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
    try check(header.size, bytes, options)
    return Image(size: header.size, bytes: try decompressor.rgb(bytes, header: header))
  }

  /// Whether the file may hold so many pixels: with codes of Huffman's a block of 8 × 8 takes a bit at least.
  private static func check(
    _ size: Size, _ bytes: [UInt8], _ options: ImageReadOptions
  ) throws(ImageFormatError) {
    try options.check(size)
    guard size.count / 1024 > bytes.count, JPEGSegments(bytes).frame?.isHuffman == true else {
      return
    }
    throw .truncated(.jpeg)
  }

  /// Grey pictures keep one channel; all others have three.
  static func decodeRaster(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    let decompressor = try JPEGDecompressor()
    let header = try decompressor.header(of: bytes)
    guard header.isGrey else { return Raster(try decode(bytes, options: options)) }
    try check(header.size, bytes, options)
    let grey = try decompressor.pixels(bytes, header: header, format: TJPF_GRAY, channels: 1)
    return Raster(size: header.size, channels: 1, bitDepth: 8, samples: .bytes(grey))
  }

  /// From the first frame header.
  static func size(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    guard let frame = JPEGSegments(bytes).frame else { throw .truncated(.jpeg) }
    return frame.size
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
