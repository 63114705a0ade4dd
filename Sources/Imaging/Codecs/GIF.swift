/// GIF: the first picture of a file, as indices into its palette.
///
/// What the picture leaves of the screen has the transparent index where there is one, else that of the
/// background. Source: CompuServe, "Graphics Interchange Format", version 89a.
enum GIF {
  static func decode(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    let file = try GIFFile(bytes)
    try options.check(file.screen)
    // A code of 3 bits stands for 4,096 pixels at most.
    let most = bytes.count.multipliedReportingOverflow(by: 1 << 14)
    guard most.overflow || file.screen.count <= most.partialValue else { throw .truncated(.gif) }
    let indices = try GIFCodes(bytes, from: file.codes, count: file.frame.size.count).indices()
    return Raster(
      size: file.screen, channels: 1, bitDepth: 8, palette: file.palette,
      transparency: file.transparent.map { index in
        .ofPalette((0...index).map { $0 == index ? 0 : 255 })
      },
      samples: .bytes(file.placed(indices)))
  }

  static func size(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    try GIFFile.screen(bytes)
  }

  /// 2 where a second picture follows the first, else 1.
  static func pages(_ bytes: [UInt8]) -> Int {
    guard let file = try? GIFFile(bytes) else { return 1 }
    var place = GIFFile.behindBlocks(bytes, from: file.codes + 1)
    while place < bytes.count, bytes[place] == GIFFile.extensionMark {
      place = GIFFile.behindBlocks(bytes, from: place + 2)
    }
    return place < bytes.count && bytes[place] == GIFFile.pictureMark ? 2 : 1
  }
}

/// What a GIF states before the codes of its first picture.
private struct GIFFile {
  static let extensionMark: UInt8 = 0x21
  static let pictureMark: UInt8 = 0x2C

  /// The size of the whole.
  let screen: Size
  /// Where in it the first picture lies.
  let frame: (left: Int, top: Int, size: Size)
  let palette: [Color]
  private(set) var transparent: Int?
  /// Where the codes begin, at the byte that states their bits.
  let codes: Int
  private let isInterlaced: Bool
  private let background: Int

  init(_ bytes: [UInt8]) throws(ImageFormatError) {
    screen = try Self.screen(bytes)
    guard bytes.count > 13 else { throw .truncated(.gif) }
    let (shared, afterPalette) = try Self.palette(bytes, flags: bytes[10], at: 13)
    background = Int(bytes[11])
    var place = afterPalette
    while place < bytes.count, bytes[place] == Self.extensionMark {
      // The control extension states the transparent index, if any, behind a delay.
      if place + 6 < bytes.count, bytes[place + 1] == 0xF9, bytes[place + 3] & 1 == 1 {
        transparent = Int(bytes[place + 6])
      }
      place = Self.behindBlocks(bytes, from: place + 2)
    }
    guard place + 9 < bytes.count else { throw .truncated(.gif) }
    guard bytes[place] == Self.pictureMark, let left = bytes.littleEndian16(at: place + 1),
      let top = bytes.littleEndian16(at: place + 3),
      let width = bytes.littleEndian16(at: place + 5),
      let height = bytes.littleEndian16(at: place + 7)
    else { throw .corrupt(.gif, detail: "it holds no picture") }
    guard width > 0, height > 0, left + width <= screen.width, top + height <= screen.height else {
      throw .corrupt(.gif, detail: "the picture lies outside of the screen")
    }
    frame = (left, top, Size(height: height, width: width))
    let flags = bytes[place + 9]
    isInterlaced = flags & 0x40 != 0
    let own = try Self.palette(bytes, flags: flags, at: place + 10)
    palette = own.colors ?? shared ?? []
    codes = own.end
  }

  static func screen(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    guard let width = bytes.littleEndian16(at: 6), let height = bytes.littleEndian16(at: 8) else {
      throw .truncated(.gif)
    }
    guard width > 0, height > 0 else {
      throw .corrupt(.gif, detail: "its sides are \(height)×\(width)")
    }
    return Size(height: height, width: width)
  }

  private static func palette(
    _ bytes: [UInt8], flags: UInt8, at place: Int
  ) throws(ImageFormatError) -> (colors: [Color]?, end: Int) {
    guard flags & 0x80 != 0 else { return (nil, place) }
    let count = 2 << Int(flags & 7)
    guard place + 3 * count <= bytes.count else { throw .truncated(.gif) }
    let colors = (0..<count).map { index in
      let start = place + 3 * index
      return Color(bytes[start], bytes[start + 1], bytes[start + 2])
    }
    return (colors, place + 3 * count)
  }

  /// The place behind blocks that each state their length; an empty one ends them.
  static func behindBlocks(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start
    while place < bytes.count, bytes[place] > 0 { place += 1 + Int(bytes[place]) }
    return place + 1
  }

  /// The whole screen, given the picture's indices as they are stored.
  func placed(_ indices: [UInt8]) -> [UInt8] {
    if frame.size == screen, !isInterlaced { return indices }
    let outside = UInt8(
      truncatingIfNeeded: transparent ?? (background < palette.count ? background : 0))
    var whole = [UInt8](repeating: outside, count: screen.count)
    for (stored, row) in rows.enumerated() {
      let target = (frame.top + row) * screen.width + frame.left
      let source = stored * frame.size.width
      whole.replaceSubrange(
        target..<target + frame.size.width, with: indices[source..<source + frame.size.width])
    }
    return whole
  }

  /// The picture's rows in the order in which they are stored.
  private var rows: [Int] {
    let height = frame.size.height
    guard isInterlaced else { return Array(0..<height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap {
      Array(stride(from: $0.0, to: height, by: $0.1))
    }
  }
}

/// GIF's form of Lempel, Ziv and Welch's code: the least significant bit first.
private struct GIFCodes {
  private static let most = 4096
  private let bytes: [UInt8]
  private let count: Int
  private let bits: Int
  private var place: Int
  /// How many bytes of the current block are left.
  private var left = 0
  /// Each string is an earlier one and a last byte.
  private var prefixes = [Int](repeating: 0, count: most)
  private var lasts = [UInt8](repeating: 0, count: most)
  private var lengths = [Int](repeating: 1, count: most)
  private var pixels: [UInt8] = []

  init(_ bytes: [UInt8], from start: Int, count: Int) throws(ImageFormatError) {
    guard start < bytes.count else { throw .truncated(.gif) }
    bits = Int(bytes[start])
    guard (1...8).contains(bits) else { throw .corrupt(.gif, detail: "codes of \(bits) bits") }
    (self.bytes, self.count, place) = (bytes, count, start + 1)
    for value in 0..<1 << bits { lasts[value] = UInt8(value) }
    pixels.reserveCapacity(count)
  }

  consuming func indices() throws(ImageFormatError) -> [UInt8] {
    let (clear, end) = (1 << bits, 1 << bits + 1)
    var (held, filled, next, width, previous) = (0, 0, end + 1, bits + 1, -1)
    while pixels.count < count {
      while filled < width, let byte = takeByte() {
        (held, filled) = (held | Int(byte) << filled, filled + 8)
      }
      guard filled >= width else { throw .truncated(.gif) }
      let code = held & (1 << width - 1)
      (held, filled) = (held >> width, filled - width)
      if code == end { throw .truncated(.gif) }
      if code == clear {
        (next, width, previous) = (end + 1, bits + 1, -1)
        continue
      }
      guard code < next || code == next && previous >= 0 && next < Self.most else {
        throw .corrupt(.gif, detail: "a code before its string")
      }
      if previous >= 0, next < Self.most {
        prefixes[next] = previous
        lengths[next] = lengths[previous] + 1
        lasts[next] = first(of: code == next ? previous : code, above: end)
        next += 1
        if next == 1 << width, width < 12 { width += 1 }
      }
      append(code)
      previous = code
    }
    return Array(pixels.prefix(count))
  }

  private mutating func takeByte() -> UInt8? {
    while left == 0 {
      guard place < bytes.count, bytes[place] > 0 else { return nil }
      (left, place) = (Int(bytes[place]), place + 1)
    }
    guard place < bytes.count else { return nil }
    defer { (left, place) = (left - 1, place + 1) }
    return bytes[place]
  }

  private func first(of code: Int, above end: Int) -> UInt8 {
    var code = code
    while code > end { code = prefixes[code] }
    return lasts[code]
  }

  private mutating func append(_ code: Int) {
    let start = pixels.count
    pixels += repeatElement(0, count: lengths[code])
    var (code, place) = (code, pixels.count - 1)
    while place >= start {
      pixels[place] = lasts[code]
      code = prefixes[code]
      place -= 1
    }
  }
}
