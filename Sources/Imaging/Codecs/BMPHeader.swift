/// What the headers of a bitmap state, checked.
struct BMPHeader {
  /// How a pixel is stored.
  enum Layout {
    /// Indices of 1, 4 or 8 bits.
    case indices(bits: Int)
    /// Indices of 4 or 8 bits in runs.
    case runs(bits: Int)
    /// Red, green, blue and perhaps alpha, as bits of a little-endian number.
    case fields([BMPField])
  }

  let size: Size
  let layout: Layout
  let bitsPerPixel: Int
  /// Where the pixels begin.
  let pixels: Int
  private let isTopDown: Bool
  private let infoBytes: Int
  private let statedColors: Int
  /// The old OS/2 header, whose sides have 16 bits and whose palette has no fourth byte.
  private var isCore: Bool { infoBytes == 12 }

  private static let fileHeaderBytes = 14

  init(_ bytes: [UInt8]) throws(ImageFormatError) {
    guard let pixels = bytes.littleEndian32(at: 10), let infoBytes = bytes.littleEndian32(at: 14)
    else { throw .truncated(.bmp) }
    self.pixels = pixels
    self.infoBytes = infoBytes
    if infoBytes == 12 {
      (size, isTopDown) = try Self.checked(
        width: bytes.littleEndian16(at: 18),
        height: bytes.littleEndian16(at: 20))
      bitsPerPixel = bytes.littleEndian16(at: 24) ?? 0
      statedColors = 0
      layout = try Self.layout(bits: bitsPerPixel, compression: 0, bytes, infoBytes)
      return
    }
    guard [40, 52, 56, 64, 108, 124].contains(infoBytes) else {
      throw .unsupported(.bmp, feature: "a header of \(infoBytes) bytes")
    }
    guard let bits = bytes.littleEndian16(at: 28), let compression = bytes.littleEndian32(at: 30),
      let colors = bytes.littleEndian32(at: 46)
    else { throw .truncated(.bmp) }
    (size, isTopDown) = try Self.checked(
      width: bytes.littleEndian32(at: 18).map(Self.signed),
      height: bytes.littleEndian32(at: 22).map(Self.signed))
    bitsPerPixel = bits
    statedColors = colors
    layout = try Self.layout(bits: bits, compression: compression, bytes, infoBytes)
  }

  /// Where a row of the picture, counted from the top, begins.
  func start(ofRow row: Int) -> Int {
    pixels + stride * (isTopDown ? row : size.height - 1 - row)
  }

  /// The row of the picture that is stored as number `row`.
  func row(stored row: Int) -> Int { isTopDown ? row : size.height - 1 - row }

  /// Whether every row lies inside the file.
  func checkRows(in bytes: [UInt8]) throws(ImageFormatError) {
    guard pixels >= Self.fileHeaderBytes + infoBytes, pixels <= bytes.count else {
      throw pixels > bytes.count
        ? .truncated(.bmp) : .corrupt(.bmp, detail: "the pixels begin inside the header")
    }
    // The padding after the last row may be missing: some writers leave it out.
    let last = (size.width * bitsPerPixel + 7) / 8
    let room = bytes.count - pixels - last
    guard room >= 0, room / stride >= size.height - 1 else { throw .truncated(.bmp) }
  }

  /// The colours of the indices: as many as stated, or as fit before the pixels.
  func palette(in bytes: [UInt8]) throws(ImageFormatError) -> [Color] {
    let most = 1 << bitsPerPixel
    let entry = isCore ? 3 : 4
    let start = Self.fileHeaderBytes + infoBytes
    let stated = statedColors == 0 ? most : min(statedColors, most)
    let count = min(stated, max(0, pixels - start) / entry)
    guard start + count * entry <= bytes.count else { throw .truncated(.bmp) }
    return (0..<count).map { index in
      let offset = start + index * entry
      return Color(bytes[offset + 2], bytes[offset + 1], bytes[offset])
    }
  }

  /// Bytes from one row to the next: a multiple of four.
  private var stride: Int { (size.width * bitsPerPixel + 31) / 32 * 4 }

  private static func signed(_ value: Int) -> Int { Int(Int32(truncatingIfNeeded: value)) }

  private static func checked(
    width: Int?, height: Int?
  ) throws(ImageFormatError) -> (Size, isTopDown: Bool) {
    guard let width, let height else { throw .truncated(.bmp) }
    guard width > 0, height != 0 else {
      throw .corrupt(.bmp, detail: "its sides are \(height)×\(width)")
    }
    return (Size(height: Int(height.magnitude), width: width), height < 0)
  }

  private static func layout(
    bits: Int, compression: Int, _ bytes: [UInt8], _ infoBytes: Int
  ) throws(ImageFormatError) -> Layout {
    switch (compression, bits) {
    case (0, 1), (0, 4), (0, 8): return .indices(bits: bits)
    case (1, 8), (2, 4): return .runs(bits: bits)
    case (0, 16): return .fields(try fields([0x7C00, 0x03E0, 0x001F]))
    case (0, 24), (0, 32): return .fields(try fields([0xFF_0000, 0xFF00, 0xFF]))
    case (3, 16), (3, 32), (6, 16), (6, 32):
      return .fields(try statedFields(bytes, infoBytes, withAlpha: compression == 6))
    default:
      throw .unsupported(.bmp, feature: "compression \(compression) with \(bits) bits a pixel")
    }
  }

  /// The masks stand at the same place whether they follow a short header or are part of a long one.
  private static func statedFields(
    _ bytes: [UInt8], _ infoBytes: Int, withAlpha: Bool
  ) throws(ImageFormatError) -> [BMPField] {
    let first = fileHeaderBytes + 40
    var masks: [UInt32] = []
    for index in 0..<(withAlpha || infoBytes >= 56 ? 4 : 3) {
      guard let mask = bytes.littleEndian32(at: first + 4 * index) else {
        throw .truncated(.bmp)
      }
      masks.append(UInt32(mask))
    }
    if masks.count == 4, masks[3] == 0 { masks.removeLast() }
    return try fields(masks)
  }

  private static func fields(_ masks: [UInt32]) throws(ImageFormatError) -> [BMPField] {
    let fields = masks.compactMap(BMPField.init(mask:))
    guard fields.count == masks.count else {
      throw .corrupt(.bmp, detail: "the bits of a colour do not lie side by side")
    }
    return fields
  }
}
