import Basics

/// The first directory of a TIFF file: numbers by tag.
///
/// Every place that the file names is checked before it is read.
/// Source: Adobe, "TIFF Revision 6.0", section 2.
struct TIFFDirectory {
  /// The tags that a reader of the baseline needs.
  enum Tag: Int {
    case width = 256
    case height = 257
    case bitsPerSample = 258
    case compression = 259
    case photometric = 262
    case fillOrder = 266
    case stripOffsets = 273
    case orientation = 274
    case samplesPerPixel = 277
    case rowsPerStrip = 278
    case stripByteCounts = 279
    case maxSampleValue = 281
    case planarConfiguration = 284
    case predictor = 317
    case colorMap = 320
    case tileWidth = 322
    case tileLength = 323
    case tileOffsets = 324
    case tileByteCounts = 325
    case sampleFormat = 339
  }

  /// Whether the most significant byte of a number comes first.
  let isBigEndian: Bool
  private let bytes: FileBytes
  /// Where the entry of each tag begins.
  private var entries: [Int: Int] = [:]
  /// Where the next directory begins; 0 behind the last.
  private let next: Int

  init(_ bytes: FileBytes) throws(ImageFormatError) {
    self.bytes = bytes
    isBigEndian = bytes.starts(with: Array("MM".utf8))
    let fields = TIFFFields(bytes: bytes, isBigEndian: isBigEndian)
    guard let version = fields.short(2), let start = fields.long(4) else {
      throw .truncated(.tiff)
    }
    if version == 43 { throw .unsupported(.tiff, feature: "BigTIFF") }
    guard version == 42 else { throw .corrupt(.tiff, detail: "its version is \(version)") }
    guard let count = fields.short(start), start + 2 + 12 * count <= bytes.count else {
      throw .truncated(.tiff)
    }
    for entry in 0..<count {
      let place = start + 2 + 12 * entry
      if let tag = fields.short(place), entries[tag] == nil { entries[tag] = place }
    }
    next = fields.long(start + 2 + 12 * count) ?? 0
  }

  /// How many directories follow each other, this one included; a ring of them ends.
  var pages: Int {
    let fields = TIFFFields(bytes: bytes, isBigEndian: isBigEndian)
    var (seen, place): (Set<Int>, Int) = ([], next)
    while place != 0, seen.count < 65_535, !seen.contains(place), let count = fields.short(place) {
      seen.insert(place)
      place = fields.long(place + 2 + 12 * count) ?? 0
    }
    return 1 + seen.count
  }

  /// The orientation that the file states, if it is one.
  var orientation: Orientation {
    (try? number(.orientation)).flatMap { Orientation(rawValue: $0) } ?? .upright
  }

  /// The first number of a tag, or `nil` where the tag is not there.
  func number(_ tag: Tag) throws(ImageFormatError) -> Int? { try numbers(tag)?.first }

  /// The whole numbers of a tag, or `nil` where the tag is not there.
  func numbers(_ tag: Tag) throws(ImageFormatError) -> [Int]? {
    guard let entry = entries[tag.rawValue] else { return nil }
    let fields = TIFFFields(bytes: bytes, isBigEndian: isBigEndian)
    guard let type = fields.short(entry + 2), let count = fields.long(entry + 4) else {
      throw .truncated(.tiff)
    }
    guard let size = TIFFFields.sizes[type] else {
      throw .corrupt(.tiff, detail: "tag \(tag.rawValue) holds values of type \(type)")
    }
    guard count <= bytes.count / size,
      let start = count * size <= 4 ? entry + 8 : fields.long(entry + 8),
      start + count * size <= bytes.count
    else { throw .truncated(.tiff) }
    return (0..<count).map { fields.number(start + $0 * size, size: size) ?? 0 }
  }
}

/// Unsigned numbers of a TIFF file, in its order of bytes; `nil` past the end.
private struct TIFFFields {
  /// The bytes of a number by its type: BYTE, SHORT, LONG and IFD.
  static let sizes = [1: 1, 3: 2, 4: 4, 13: 4]

  let bytes: FileBytes
  let isBigEndian: Bool

  func short(_ place: Int) -> Int? {
    bytes.littleEndian(UInt16.self, at: place).map { Int(isBigEndian ? $0.byteSwapped : $0) }
  }

  func long(_ place: Int) -> Int? {
    bytes.littleEndian(UInt32.self, at: place).map { Int(isBigEndian ? $0.byteSwapped : $0) }
  }

  func number(_ place: Int, size: Int) -> Int? {
    switch size {
    case 1: bytes.byte(at: place).map { Int($0) }
    case 2: short(place)
    default: long(place)
    }
  }
}
