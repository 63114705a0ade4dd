/// The formats that are read.
public enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  /// Joint Photographic Experts Group: photographs.
  case jpeg
  /// Portable Network Graphics: masks and lossless pictures.
  case png
  /// Windows bitmap: some published masks.
  case bmp
  /// Tagged Image File Format: microscopes, satellites, scanners.
  case tiff
  /// Graphics Interchange Format: masks of some older sets.
  case gif
  /// The portable anymaps of Netpbm.
  case pnm
  /// An array of NumPy's, as networks and annotators in Python leave masks.
  case npy

  /// The usual spelling: `JPEG`.
  public var name: String { self == .npy ? "NumPy" : rawValue.uppercased() }
}

/// What a file's first bytes say it is.
public enum FileContent: Hashable, Sendable {
  /// A picture that can be read.
  case picture(ImageFormat)
  /// A well-known format that is not read, by its usual name: `WebP`, `HEIF`, `DICOM`.
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
    case .known(let name): "; convert it to PNG\(Self.converters[name].map { ": \($0)" } ?? "")"
    case .empty: "; copy or download it again"
    case .picture, .text, .unknown: ""
    }
  }

  /// What converts a format to PNG.
  private static let converters = [
    "WebP": "dwebp IN.webp -o OUT.png", "AVIF": "avifdec IN.avif OUT.png",
    "HEIF": "heif-convert IN.heic OUT.png", "JPEG 2000": "opj_decompress -i IN.jp2 -o OUT.png",
    "JPEG XL": "djxl IN.jxl OUT.png", "DICOM": "dcmj2pnm --write-png IN.dcm OUT.png",
    "SVG": "rsvg-convert IN.svg -o OUT.png",
    "NIfTI": "slice by slice, or save slices with numpy.save",
    "gzip data": "after gunzip, where a picture is inside",
  ]

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  /// Signatures at a fixed place, in the order in which they are tried.
  private static let signatures: [(offset: Int, signature: [UInt8], content: FileContent)] = [
    (0, [0xFF, 0xD8, 0xFF], .picture(.jpeg)),
    (0, [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A], .picture(.png)),
    (0, Array("BM".utf8), .picture(.bmp)),
    (0, Array("GIF8".utf8), .picture(.gif)),
    (0, Array("II*\0".utf8), .picture(.tiff)),
    (0, Array("MM\0*".utf8), .picture(.tiff)),
    (0, Array("II+\0".utf8), .picture(.tiff)),
    (0, Array("MM\0+".utf8), .picture(.tiff)),
    (8, Array("WEBP".utf8), .known("WebP")),
    (4, Array("ftypavif".utf8), .known("AVIF")),
    (4, Array("ftyphei".utf8), .known("HEIF")),
    (4, Array("ftyphev".utf8), .known("HEIF")),
    (4, Array("ftypmif1".utf8), .known("HEIF")),
    (4, Array("ftypmsf1".utf8), .known("HEIF")),
    (4, Array("jP  ".utf8), .known("JPEG 2000")),
    (0, [0xFF, 0x4F, 0xFF, 0x51], .known("JPEG 2000")),
    (0, [0xFF, 0x0A], .known("JPEG XL")),
    (4, Array("JXL ".utf8), .known("JPEG XL")),
    (0, Array("8BPS".utf8), .known("Photoshop")),
    (0, [0, 0, 1, 0], .known("ICO")),
    (0, Array("%PDF".utf8), .known("PDF")),
    (0, [0x93] + Array("NUMPY".utf8), .picture(.npy)),
    (128, Array("DICM".utf8), .known("DICOM")),
    (344, Array("n+1\0".utf8), .known("NIfTI")),
    (0, [0x76, 0x2F, 0x31, 0x01], .known("OpenEXR")),
    (0, Array("NRRD".utf8), .known("NRRD")),
    (0, Array("MATLAB 5.0".utf8), .known("a MATLAB file")),
    (0, [0x89] + Array("HDF\r\n".utf8), .known("HDF5")),
    (0, Array("PK\u{3}\u{4}".utf8), .known("a ZIP archive")),
    (0, [0x1F, 0x8B], .known("gzip data")),
    (0, Array("version https://git-lfs".utf8), .lfsPointer),
  ]

  private static func bySignature(_ bytes: [UInt8]) -> FileContent? {
    if isAnymap(bytes) { return .picture(.pnm) }
    return signatures.first { bytes.dropFirst($0.offset).starts(with: $0.signature) }?.content
  }

  /// Whether the bytes begin as `P5`, space, and a number, a comment, or the fields of a PAM.
  private static func isAnymap(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"), (0x31...0x37).contains(bytes[1]),
      (0x09...0x0D).contains(bytes[2]) || bytes[2] == 0x20
    else { return false }
    let next = bytes.dropFirst(3).first { $0 > 0x20 }
    return bytes[1] == 0x37 || next == UInt8(ascii: "#") || (0x30...0x39).contains(next ?? 0)
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
    return .text
  }
}
