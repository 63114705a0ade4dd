/// Windows bitmaps: 1, 4, 8, 16, 24 and 32 bits, indexed, RLE-packed and with bit fields.
///
/// Rows may run up or down. Indices stay indices; a stated alpha field is kept. Every place that the
/// file names is checked before it is read. The bits of a field of fewer than 8 are repeated to fill
/// a byte.
/// Source: Microsoft, "Bitmap Storage" (BITMAPINFOHEADER, BITMAPV5HEADER).
enum BMP {
  static func decode(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    let header = try BMPHeader(bytes)
    try options.check(header.size, bytesPerPixel: 4)
    switch header.layout {
    case .indices(let bits):
      return try raster(of: try unpack(bits: bits, bytes, header), bytes, header, bits: bits)
    case .runs(let bits):
      // Two bytes stand for 255 pixels at most; what no run reaches could be any size.
      guard header.size.count / 255 <= bytes.count else { throw .truncated(.bmp) }
      let indices = try BMPRuns(bytes: bytes, header: header, bits: bits).indices()
      return try raster(of: indices, bytes, header, bits: bits)
    case .fields(let fields):
      return try colors(fields, bytes, header)
    }
  }

  static func size(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    try BMPHeader(bytes).size
  }

  private static func raster(
    of indices: [UInt8], _ bytes: [UInt8], _ header: BMPHeader, bits: Int
  ) throws(ImageFormatError) -> Raster {
    Raster(
      size: header.size, channels: 1, bitDepth: bits, palette: try header.palette(in: bytes),
      samples: .bytes(indices))
  }

  private static func unpack(
    bits: Int, _ bytes: [UInt8], _ header: BMPHeader
  ) throws(ImageFormatError) -> [UInt8] {
    try header.checkRows(in: bytes)
    let mask = UInt8((1 << bits) - 1)
    let (size, perByte) = (header.size, 8 / bits)
    return [UInt8](unsafeUninitializedCapacity: size.count) { output, initialized in
      for row in 0..<size.height {
        let start = header.start(ofRow: row)
        for column in 0..<size.width {
          let shift = 8 - bits * (column % perByte + 1)
          output[row * size.width + column] = bytes[start + column / perByte] >> UInt8(shift) & mask
        }
      }
      initialized = size.count
    }
  }

  private static func colors(
    _ fields: [BMPField], _ bytes: [UInt8], _ header: BMPHeader
  ) throws(ImageFormatError) -> Raster {
    try header.checkRows(in: bytes)
    let (size, channels, pixelBytes) = (header.size, fields.count, header.bitsPerPixel / 8)
    let samples = [UInt8](unsafeUninitializedCapacity: size.count * channels) { out, initialized in
      var target = 0
      for row in 0..<size.height {
        var source = header.start(ofRow: row)
        for _ in 0..<size.width {
          var pixel: UInt32 = 0
          for byte in 0..<pixelBytes { pixel |= UInt32(bytes[source + byte]) << UInt32(8 * byte) }
          for field in fields {
            out[target] = field.value(in: pixel)
            target += 1
          }
          source += pixelBytes
        }
      }
      initialized = target
    }
    return Raster(size: size, channels: channels, bitDepth: 8, samples: .bytes(samples))
  }
}

/// One colour's bits inside a pixel.
struct BMPField {
  private let mask: UInt32
  private let shift: UInt32
  /// What each value of the field, cut to its high 8 bits, is as a byte.
  private let bytes: [UInt8]

  /// `nil` where the bits do not lie side by side.
  init?(mask: UInt32) {
    let lowest = mask == 0 ? 0 : mask.trailingZeroBitCount
    let width = mask.nonzeroBitCount
    guard mask >> UInt32(lowest) == UInt32(truncatingIfNeeded: (1 << width) - 1) else { return nil }
    self.mask = mask
    shift = UInt32(lowest + max(0, width - 8))
    bytes = (0..<1 << min(width, 8)).map { Self.byte($0, width: min(width, 8)) }
  }

  /// The field as a byte; 0 where there are no bits.
  func value(in pixel: UInt32) -> UInt8 { bytes[Int((pixel & mask) >> shift)] }

  /// The bits, again and again, until eight are filled: all ones become 255.
  private static func byte(_ value: Int, width: Int) -> UInt8 {
    guard width > 0 else { return 0 }
    var (bits, filled) = (value, width)
    while filled < 8 { (bits, filled) = (bits << width | value, filled + width) }
    return UInt8(truncatingIfNeeded: bits >> (filled - 8))
  }
}
