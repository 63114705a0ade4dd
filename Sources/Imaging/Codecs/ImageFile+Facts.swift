import Basics

extension ImageFile {
  /// How much of a file is looked at for what stands before its pixels.
  private static let head = 1 << 18

  /// What the headers of a file say; its pixels are not looked at, so that ``PictureFacts/window`` is `nil`.
  ///
  /// - Throws: `SystemError`, ``ImageFileError``.
  public static func readFacts(_ path: String) throws -> PictureFacts {
    let bytes = try FileBytes(mapping: path)
    let start = bytes.slice(at: 0, count: min(bytes.count, head))?.array ?? []
    return try about(path) { () throws(ImageFormatError) in
      let format = try readableFormat(of: start)
      return format == .tiff ? facts(ofTIFF: bytes) : facts(of: start, format)
    }
  }

  /// What the headers in a file's bytes say, as ``readFacts(_:)`` gives it.
  public static func facts(of bytes: [UInt8]) throws(ImageFormatError) -> PictureFacts {
    facts(of: bytes, try readableFormat(of: bytes))
  }

  static func facts(of bytes: [UInt8], _ format: ImageFormat) -> PictureFacts {
    switch format {
    case .jpeg: PictureFacts(format: format, orientation: JPEGSegments(bytes).orientation)
    case .png:
      PictureFacts(
        format: format, orientation: PNG.orientation(bytes),
        isDeep: bytes.count > 24 && bytes[24] == 16)
    case .gif: PictureFacts(format: format, pages: GIF.pages(bytes))
    case .tiff: facts(ofTIFF: FileBytes(bytes))
    case .bmp, .pnm, .npy: PictureFacts(format: format)
    }
  }

  private static func facts(ofTIFF bytes: FileBytes) -> PictureFacts {
    guard let directory = try? TIFFDirectory(bytes) else { return PictureFacts(format: .tiff) }
    let bits = (try? directory.number(.bitsPerSample)) ?? 1
    return PictureFacts(
      format: .tiff, orientation: directory.orientation, pages: directory.pages, isDeep: bits > 8)
  }
}
