import CTurboJPEG

/// A decompressor for one picture.
///
/// It is not kept for the next one: the library carries tables over, so a damaged file would decode
/// with those of whatever was read before it. A new one costs about 10 µs.
struct JPEGDecompressor: ~Copyable {
  /// What a JPEG's header says.
  struct Header {
    var size: Size
    var isGrey: Bool
    var isCMYK: Bool
    /// Whether the library itself has stated the size, so that it surely fills that many pixels.
    var isConfirmed: Bool
  }

  private let handle: tjhandle

  init() throws(ImageFormatError) {
    guard let handle = tjInitDecompress() else { throw .outOfMemory }
    self.handle = handle
  }

  deinit { tjDestroy(handle) }

  func header(of bytes: [UInt8]) throws(ImageFormatError) -> Header {
    var (width, height, subsampling, space): (Int32, Int32, Int32, Int32) = (0, 0, -1, -1)
    let status = bytes.withUnsafeBufferPointer {
      tjDecompressHeader3(
        handle, $0.baseAddress, UInt($0.count), &width, &height, &subsampling, &space)
    }
    if status == 0 || tjGetErrorCode(handle) == TJERR_WARNING.rawValue, width > 0, height > 0 {
      let space = TJCS(UInt32(bitPattern: space))
      return Header(
        size: Size(height: Int(height), width: Int(width)), isGrey: space == TJCS_GRAY,
        isCMYK: space == TJCS_CMYK || space == TJCS_YCCK, isConfirmed: true)
    }
    // Sampling factors without a name of their own: the header function refuses what the
    // decompressor itself accepts.
    guard words.contains("subsampling"), let frame = JPEGSegments(bytes).frame else {
      throw failure(in: bytes)
    }
    return Header(
      size: frame.size, isGrey: frame.components == 1, isCMYK: frame.components == 4,
      isConfirmed: false)
  }

  func rgb(_ bytes: [UInt8], header: Header) throws(ImageFormatError) -> [UInt8] {
    guard header.isCMYK else {
      return try pixels(bytes, header: header, format: TJPF_RGB, channels: 3)
    }
    let inks = try pixels(bytes, header: header, format: TJPF_CMYK, channels: 4)
    return Self.rgb(fromInvertedCMYK: inks)
  }

  func pixels(
    _ bytes: [UInt8], header: Header, format: TJPF, channels: Int
  ) throws(ImageFormatError) -> [UInt8] {
    var status: Int32 = 0
    let count = header.size.count * channels
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      if !header.isConfirmed { output.initialize(repeating: 0) }
      status = bytes.withUnsafeBufferPointer {
        tjDecompress2(
          handle, $0.baseAddress, UInt($0.count), output.baseAddress, Int32(header.size.width), 0,
          Int32(header.size.height), Int32(format.rawValue),
          TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
      }
      initialized = isComplete(status) ? count : 0
    }
    guard status != 0 else { return pixels }
    guard tjGetErrorCode(handle) == TJERR_WARNING.rawValue else { throw failure(in: bytes) }
    if let error = JPEGWarning.error(for: words, in: bytes) { throw error }
    return pixels
  }

  private func isComplete(_ status: Int32) -> Bool {
    status == 0 || tjGetErrorCode(handle) == TJERR_WARNING.rawValue
  }

  /// The library's own words for what went wrong last.
  private var words: String { String(cString: tjGetErrorStr2(handle)) }

  private func failure(in bytes: [UInt8]) -> ImageFormatError {
    let words = words
    if words.contains("Premature end") || !JPEGSegments(bytes).endsProperly {
      return .truncated(.jpeg)
    }
    if words.contains("Unsupported") || words.contains("not supported")
      || words.contains("precision")
    {
      return .unsupported(.jpeg, feature: words)
    }
    return .corrupt(.jpeg, detail: words)
  }

  /// Adobe's convention, which OpenCV and Pillow also assume: 255 is no ink, and each channel is
  /// K − ((255 − ink) · K >> 8).
  private static func rgb(fromInvertedCMYK inks: [UInt8]) -> [UInt8] {
    let count = inks.count / 4
    return [UInt8](unsafeUninitializedCapacity: 3 * count) { output, initialized in
      for pixel in 0..<count {
        let black = Int(inks[4 * pixel + 3])
        for channel in 0..<3 {
          let ink = Int(inks[4 * pixel + channel])
          output[3 * pixel + channel] = UInt8(
            truncatingIfNeeded: black - (((255 - ink) * black) >> 8))
        }
      }
      initialized = 3 * count
    }
  }
}
