/// How a TIFF file stores its first picture, checked.
struct TIFFLayout {
  /// What the bits of a sample are.
  enum Kind: Int {
    case unsigned = 1
    case signed = 2
    case float = 3
  }

  /// The bytes of a strip or tile, and where they lie.
  struct Segment {
    let offset: Int
    let count: Int
  }

  let size: Size
  /// Samples of a pixel, 1 to 4.
  let channels: Int
  /// Bits of a sample.
  let bits: Int
  let kind: Kind
  /// Whether 0 is white.
  let isInverted: Bool
  /// Whether each channel has strips or tiles of its own.
  let isPlanar: Bool
  let palette: [Color]?
  /// The largest sample that the file says to hold.
  let largest: UInt16?
  let compression: TIFFCompression
  let predictor: Int
  /// The sides of a strip or tile.
  let segmentSize: Size
  /// Strips or tiles, row by row, of a planar file channel by channel.
  let segments: [Segment]

  /// How many segments lie side by side.
  var across: Int { (size.width - 1) / segmentSize.width + 1 }
  /// How many segments lie one below the other.
  var down: Int { (size.height - 1) / segmentSize.height + 1 }
  /// The channels that a segment holds.
  var segmentChannels: Int { isPlanar ? 1 : channels }
  /// The bytes of a row of a segment.
  var rowBytes: Int { (segmentSize.width * segmentChannels * bits + 7) / 8 }
  /// The picture's rows in the `row`-th segment from the top; of the last there may be fewer.
  func rows(inSegment row: Int) -> Int {
    min(segmentSize.height, size.height - row * segmentSize.height)
  }

  init(
    _ directory: TIFFDirectory, fileBytes: Int, options: ImageReadOptions
  ) throws(ImageFormatError) {
    size = try Self.size(directory)
    let bits = try directory.numbers(.bitsPerSample) ?? [1]
    channels = try directory.number(.samplesPerPixel) ?? 1
    guard (1...4).contains(channels) else {
      throw .unsupported(.tiff, feature: "\(channels) samples a pixel")
    }
    self.bits = bits.first ?? 1
    let kinds = try directory.numbers(.sampleFormat) ?? []
    guard bits.prefix(channels).allSatisfy({ $0 == bits.first }),
      kinds.allSatisfy({ $0 == kinds.first })
    else { throw .unsupported(.tiff, feature: "channels that are stored differently") }
    kind = try Self.kind(kinds.first ?? 1, bits: self.bits)
    let colors = try Self.colors(directory, channels: channels, bits: self.bits)
    (isInverted, palette) = (colors.isInverted, colors.palette)
    isPlanar = try directory.number(.planarConfiguration) == 2 && channels > 1
    largest = (try? directory.number(.maxSampleValue)).flatMap { UInt16(exactly: $0) }
    compression = try TIFFCompression(directory)
    predictor = try directory.number(.predictor) ?? 1
    try TIFFPredictor.check(predictor, bits: self.bits, kind: kind, compression)
    // Numbers of more than 16 bits are read as floats of four bytes.
    try options.check(size, bytesPerPixel: channels * (kind == .unsigned && self.bits <= 8 ? 1 : 4))
    (segmentSize, segments) = try Self.segments(directory, size: size)
    try checkSegments(fileBytes: fileBytes)
  }

  static func size(_ directory: TIFFDirectory) throws(ImageFormatError) -> Size {
    guard let width = try directory.number(.width), let height = try directory.number(.height)
    else { throw .corrupt(.tiff, detail: "it states no size") }
    let sides = 1...Int(Int32.max)
    guard sides.contains(width), sides.contains(height) else {
      throw .corrupt(.tiff, detail: "its sides are \(height)×\(width)")
    }
    return Size(height: height, width: width)
  }

  private static func kind(_ format: Int, bits: Int) throws(ImageFormatError) -> Kind {
    // 4 is untyped data, which is read as numbers without sign.
    let kind = Kind(rawValue: format == 4 ? 1 : format)
    let known: [Kind: Set<Int>] = [
      .unsigned: [1, 2, 4, 8, 16, 32], .signed: [8, 16, 32], .float: [16, 32, 64],
    ]
    guard let kind, known[kind]?.contains(bits) == true else {
      let words =
        kind == .float ? "floats" : kind == nil ? "samples of format \(format)" : "samples"
      throw .unsupported(.tiff, feature: "\(words) of \(bits) bits")
    }
    return kind
  }

  private static func colors(
    _ directory: TIFFDirectory, channels: Int, bits: Int
  ) throws(ImageFormatError) -> (isInverted: Bool, palette: [Color]?) {
    let photometric = try directory.number(.photometric) ?? 1
    if bits == 1, try directory.number(.fillOrder) == 2 {
      throw .unsupported(.tiff, feature: "bits in reversed order")
    }
    switch photometric {
    case 0: return (channels == 1, nil)
    case 1, 2, 4: return (false, nil)
    case 3 where channels == 1 && bits <= 8:
      let map = try directory.numbers(.colorMap) ?? []
      let count = map.count / 3
      guard count > 0 else { throw .corrupt(.tiff, detail: "it has no palette") }
      // Each part of a colour has 16 bits.
      func part(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: map[index] >> 8) }
      let palette = (0..<min(count, 1 << bits)).map {
        Color(part($0), part(count + $0), part(2 * count + $0))
      }
      return (false, palette)
    default:
      let names = [5: "CMYK", 6: "YCbCr", 8: "CIE L*a*b*"]
      throw .unsupported(.tiff, feature: names[photometric] ?? "colour model \(photometric)")
    }
  }

  private static func segments(
    _ directory: TIFFDirectory, size: Size
  ) throws(ImageFormatError) -> (Size, [Segment]) {
    let isTiled = try directory.number(.tileWidth) != nil
    var segmentSize = size
    if isTiled {
      let width = try directory.number(.tileWidth) ?? 0
      let height = try directory.number(.tileLength) ?? 0
      guard (1...1 << 16).contains(width), (1...1 << 16).contains(height) else {
        throw .corrupt(.tiff, detail: "tiles of \(height)×\(width)")
      }
      segmentSize = Size(height: height, width: width)
    } else if let rows = try directory.number(.rowsPerStrip), rows > 0 {
      segmentSize = Size(height: min(rows, size.height), width: size.width)
    }
    let offsets = try directory.numbers(isTiled ? .tileOffsets : .stripOffsets) ?? []
    let counts = try directory.numbers(isTiled ? .tileByteCounts : .stripByteCounts) ?? []
    guard !offsets.isEmpty, counts.count == offsets.count else {
      throw .corrupt(.tiff, detail: "it does not say where its pixels lie")
    }
    return (segmentSize, zip(offsets, counts).map(Segment.init))
  }

  /// Whether there are as many segments as the picture needs, inside the file and beside each other, each
  /// large enough for what it should hold: so memory is bounded by the length of the file.
  private func checkSegments(fileBytes: Int) throws(ImageFormatError) {
    let planes = isPlanar ? channels : 1
    guard across <= segments.count, down <= segments.count,
      across * down <= segments.count / planes
    else { throw .corrupt(.tiff, detail: "parts of the picture are missing") }
    var total = 0
    for (index, segment) in segments.prefix(across * down * planes).enumerated() {
      guard segment.offset + segment.count <= fileBytes else { throw .truncated(.tiff) }
      let needed = rowBytes * rows(inSegment: index / across % down)
      guard needed / compression.mostExpansion <= segment.count else { throw .truncated(.tiff) }
      total += segment.count
    }
    guard total <= fileBytes else {
      throw .corrupt(.tiff, detail: "parts of the picture overlap in the file")
    }
  }
}
