import CTurboJPEG

/// How an image is written as JPEG.
public struct JPEGWriteOptions: Hashable, Sendable {
  /// How coarsely colour is stored, in luma samples across and down for one of chroma.
  public enum Subsampling: String, Hashable, Sendable, CaseIterable {
    /// One chroma sample a pixel.
    case none = "4:4:4"
    /// One for two columns.
    case columns = "4:2:2"
    /// One for two columns and two rows.
    case both = "4:2:0"
    /// One for two rows.
    case rows = "4:4:0"
    /// One for four columns.
    case fourColumns = "4:1:1"

    fileprivate var code: TJSAMP {
      switch self {
      case .none: TJSAMP_444
      case .columns: TJSAMP_422
      case .both: TJSAMP_420
      case .rows: TJSAMP_440
      case .fourColumns: TJSAMP_411
      }
    }
  }

  /// 1 (smallest) to 100 (best); values outside are taken as the nearest end.
  public var quality: Int
  /// The resolution of colour.
  public var subsampling: Subsampling
  /// Whether the file shows coarse to fine; smaller, but slower to read.
  public var isProgressive: Bool

  /// Creates options; the defaults are OpenCV's, 95 and 4:2:0.
  public init(
    quality: Int = 95, subsampling: Subsampling = .both, isProgressive: Bool = false
  ) {
    self.quality = quality
    self.subsampling = subsampling
    self.isProgressive = isProgressive
  }
}

extension JPEG {
  static let longestSide = 65_500

  static func encode(
    _ image: Image, options: JPEGWriteOptions
  ) throws(ImageFormatError) -> [UInt8] {
    let size = image.size
    guard size.count > 0, size.height <= longestSide, size.width <= longestSide else {
      throw .notEncodable(.jpeg, size, limit: longestSide)
    }
    guard let handle = tjInitCompress() else { throw .outOfMemory }
    defer { tjDestroy(handle) }
    var output: UnsafeMutablePointer<UInt8>?
    var count: UInt = 0
    defer { tjFree(output) }
    let status = image.bytes.withUnsafeBufferPointer {
      tjCompress2(
        handle, $0.baseAddress, Int32(size.width), 0, Int32(size.height),
        Int32(TJPF_RGB.rawValue), &output, &count, Int32(options.subsampling.code.rawValue),
        Int32(min(max(options.quality, 1), 100)),
        TJFLAG_ACCURATEDCT | (options.isProgressive ? TJFLAG_PROGRESSIVE : 0))
    }
    guard status == 0, let output else { throw .outOfMemory }
    return Array(UnsafeBufferPointer(start: output, count: Int(count)))
  }
}
