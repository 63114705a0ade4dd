/// The formats that are read.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  /// Joint Photographic Experts Group: photographs.
  case jpeg
  /// Portable Network Graphics: masks and lossless pictures.
  case png
  /// Windows bitmap: some published masks.
  case bmp

  /// The usual spelling: `JPEG`.
  public var name: String { rawValue.uppercased() }
}

/// What a file's first bytes say it is.
public enum FileContent: Hashable, Sendable {
  /// A picture that can be read.
  case picture(ImageFormat)
  /// A well-known format that is not read, by its usual name: `GIF`, `TIFF`, `WebP`.
  case known(String)
  /// A web page, most often an error page in place of a download.
  case html
  /// A pointer that Git LFS leaves in place of the file.
  case lfsPointer
  /// Readable text.
  case text
  /// Nothing at all.
  case empty
  /// Something else; up to eight of its first bytes.
  case unknown([UInt8])

  /// Looks at the first bytes; the name of the file plays no part.
  public init(of bytes: [UInt8]) {
    self = Self.bySignature(bytes) ?? Self.byText(bytes)
  }

  /// The format to read it with, or `nil` where it is no picture that is read.
  public var readableFormat: ImageFormat? {
    if case .picture(let format) = self { format } else { nil }
  }
}

extension FileContent {
  /// How an error message speaks of it.
  var words: String {
    switch self {
    case .picture(let format): "a \(format.name) file"
    case .known(let name): "\(name)"
    case .html: "HTML text"
    case .lfsPointer: "a Git LFS pointer"
    case .text: "text"
    case .empty: "an empty file"
    case .unknown(let bytes):
      "unknown bytes (" + bytes.map { Self.hexadecimal($0) }.joined(separator: " ") + " …)"
    }
  }

  /// What to do about it, as the end of a sentence.
  var advice: String {
    switch self {
    case .html: " (a download that failed?)"
    case .lfsPointer: "; fetch the file itself with: git lfs pull"
    case .known: "; convert it to PNG"
    case .empty: "; copy or download it again"
    case .picture, .text, .unknown: ""
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Signatures at a fixed place, in the order in which they are tried.
  private static let signatures: [(offset: Int, signature: [UInt8], content: FileContent)] = [
    (0, [0xFF, 0xD8, 0xFF], .picture(.jpeg)),
    (0, [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A], .picture(.png)),
    (0, Array("BM".utf8), .picture(.bmp)),
    (0, Array("GIF8".utf8), .known("GIF")),
    (0, Array("II*\0".utf8), .known("TIFF")),
    (0, Array("MM\0*".utf8), .known("TIFF")),
    (8, Array("WEBP".utf8), .known("WebP")),
    (4, Array("ftypavif".utf8), .known("AVIF")),
    (4, Array("ftyphei".utf8), .known("HEIF")),
    (4, Array("ftypmif1".utf8), .known("HEIF")),
    (4, Array("jP  ".utf8), .known("JPEG 2000")),
    (0, [0xFF, 0x4F, 0xFF, 0x51], .known("JPEG 2000")),
    (0, [0xFF, 0x0A], .known("JPEG XL")),
    (4, Array("JXL ".utf8), .known("JPEG XL")),
    (0, Array("8BPS".utf8), .known("Photoshop")),
    (0, [0, 0, 1, 0], .known("ICO")),
    (0, Array("%PDF".utf8), .known("PDF")),
    (0, [0x93] + Array("NUMPY".utf8), .known("a NumPy array")),
    (0, Array("MATLAB 5.0".utf8), .known("a MATLAB file")),
    (0, [0x89] + Array("HDF\r\n".utf8), .known("HDF5")),
    (0, Array("PK\u{3}\u{4}".utf8), .known("a ZIP archive")),
    (0, [0x1F, 0x8B], .known("gzip data")),
    (0, Array("version https://git-lfs".utf8), .lfsPointer),
  ]

  private static func bySignature(_ bytes: [UInt8]) -> FileContent? {
    signatures.first { bytes.dropFirst($0.offset).starts(with: $0.signature) }?.content
  }

  private static func byText(_ bytes: [UInt8]) -> FileContent {
    if bytes.isEmpty { return .empty }
    let head = bytes.prefix(256)
    guard head.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) }) else {
      return .unknown(Array(bytes.prefix(8)))
    }
    let letters = String(decoding: head, as: UTF8.self).lowercased()
    if letters.contains("<!doctype html") || letters.contains("<html") { return .html }
    if letters.contains("<svg") { return .known("SVG") }
    if let first = head.first, first == UInt8(ascii: "P"),
      let second = head.dropFirst().first, (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(second)
    {
      return .known("PNM")
    }
    return .text
  }
}
