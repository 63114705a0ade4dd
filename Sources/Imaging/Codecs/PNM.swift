/// The portable anymaps of Netpbm: bits (P1, P4), grey (P2, P5), colour (P3, P6), as text or bytes, and PAM (P7).
///
/// Samples of up to 8 bits are read as bytes and larger ones as 16 bits; the largest is what the file
/// states. Of bits 1 is black, so they are read inverted: 1 is white. Source: the manual of Netpbm.
enum PNM {
  static func decode(
    _ bytes: [UInt8], options: ImageReadOptions
  ) throws(ImageFormatError) -> Raster {
    let header = try PNMHeader(bytes)
    try options.check(header.size, bytesPerPixel: header.channels * 2)
    let count = header.size.count * header.channels
    if header.isBits {
      let bits = try header.isText ? textBits(bytes, header) : packedBits(bytes, header)
      return Raster(size: header.size, channels: 1, bitDepth: 1, samples: .bytes(bits))
    }
    let width = header.largest > 255 ? 2 : 1
    // A sample as text takes a digit and a space.
    let room =
      header.isText ? (bytes.count - header.end + 1) / 2 : (bytes.count - header.end) / width
    guard count <= room else { throw .truncated(.pnm) }
    var text = PNMText(bytes: bytes, place: header.end)
    var samples: [UInt16] = []
    samples.reserveCapacity(count)
    for index in 0..<count {
      let sample: Int
      if header.isText {
        guard let number = text.number() else { throw .truncated(.pnm) }
        sample = number
      } else {
        let place = header.end + index * width
        sample = width == 1 ? Int(bytes[place]) : Int(bytes[place]) << 8 | Int(bytes[place + 1])
      }
      guard sample <= header.largest else {
        throw .corrupt(.pnm, detail: "a sample of \(sample) where \(header.largest) is the largest")
      }
      samples.append(UInt16(truncatingIfNeeded: sample))
    }
    let isUsual = header.largest == 255 || header.largest == 65_535
    return Raster(
      size: header.size, channels: header.channels, bitDepth: 8 * width,
      largest: isUsual ? nil : UInt16(truncatingIfNeeded: header.largest),
      samples: width == 1
        ? .bytes(samples.map { UInt8(truncatingIfNeeded: $0) }) : .words(samples))
  }

  static func size(_ bytes: [UInt8]) throws(ImageFormatError) -> Size {
    try PNMHeader(bytes).size
  }

  private static func textBits(
    _ bytes: [UInt8], _ header: PNMHeader
  ) throws(ImageFormatError) -> [UInt8] {
    guard header.size.count <= bytes.count - header.end else { throw .truncated(.pnm) }
    var bits: [UInt8] = []
    bits.reserveCapacity(header.size.count)
    for byte in bytes[header.end...] where byte == 0x30 || byte == 0x31 {
      if bits.count == header.size.count { break }
      bits.append(byte == 0x30 ? 1 : 0)
    }
    guard bits.count == header.size.count else { throw .truncated(.pnm) }
    return bits
  }

  private static func packedBits(
    _ bytes: [UInt8], _ header: PNMHeader
  ) throws(ImageFormatError) -> [UInt8] {
    let (size, stride) = (header.size, (header.size.width + 7) / 8)
    guard size.height <= (bytes.count - header.end) / stride else { throw .truncated(.pnm) }
    var bits: [UInt8] = []
    bits.reserveCapacity(size.count)
    for row in 0..<size.height {
      for column in 0..<size.width {
        let byte = bytes[header.end + row * stride + column / 8]
        bits.append(~byte >> UInt8(7 - column % 8) & 1)
      }
    }
    return bits
  }
}

/// What the head of an anymap states, checked.
private struct PNMHeader {
  let size: Size
  let channels: Int
  let largest: Int
  let isText: Bool
  /// Whether samples are bits of which 1 is black.
  let isBits: Bool
  /// Where the samples begin.
  let end: Int

  init(_ bytes: [UInt8]) throws(ImageFormatError) {
    guard bytes.count > 2 else { throw .truncated(.pnm) }
    let kind = Int(bytes[1]) - Int(UInt8(ascii: "0"))
    var text = PNMText(bytes: bytes, place: 2)
    var (width, height, depth, most): (Int?, Int?, Int?, Int?) = (nil, nil, nil, nil)
    if kind == 7 {
      (width, height, depth, most) = text.fields()
    } else {
      (width, height, depth) = (text.number(), text.number(), kind == 3 || kind == 6 ? 3 : 1)
      most = kind == 1 || kind == 4 ? 1 : text.number()
      // A single space divides the numbers from the samples.
      text.place += 1
    }
    guard let width, let height, let depth, let most, text.place <= bytes.count else {
      throw .truncated(.pnm)
    }
    guard (1...Int(Int32.max)).contains(width), (1...Int(Int32.max)).contains(height) else {
      throw .corrupt(.pnm, detail: "its sides are \(height)×\(width)")
    }
    guard (1...4).contains(depth) else {
      throw .unsupported(.pnm, feature: "\(depth) samples a pixel")
    }
    guard (1...65_535).contains(most) else {
      throw .corrupt(.pnm, detail: "the largest sample is \(most)")
    }
    size = Size(height: height, width: width)
    (channels, largest, isText, isBits) = (depth, most, kind <= 3, kind == 1 || kind == 4)
    end = text.place
  }
}

/// Numbers in the text of an anymap, with comments between them.
private struct PNMText {
  let bytes: [UInt8]
  var place: Int

  init(bytes: [UInt8], place: Int) { (self.bytes, self.place) = (bytes, place) }

  /// The next number; `nil` where there is none, or it has more than nine digits.
  mutating func number() -> Int? {
    skipSpace()
    var (value, digits) = (0, 0)
    while place < bytes.count, (0x30...0x39).contains(bytes[place]), digits < 10 {
      value = 10 * value + Int(bytes[place] - 0x30)
      (place, digits) = (place + 1, digits + 1)
    }
    return (1...9).contains(digits) ? value : nil
  }

  /// The fields of a PAM, each on a line of its own, up to ENDHDR.
  mutating func fields() -> (width: Int?, height: Int?, depth: Int?, most: Int?) {
    var found: [String: Int] = [:]
    while place < bytes.count {
      skipSpace()
      let line = bytes[place...].prefix { $0 != 0x0A }
      let name = String(decoding: line.prefix(8).prefix { $0 > 0x20 }, as: UTF8.self)
      let end = place + line.count + 1
      place += name.utf8.count
      if name == "ENDHDR" {
        place = end
        break
      }
      if let value = number() { found[name] = value }
      place = end
    }
    return (found["WIDTH"], found["HEIGHT"], found["DEPTH"], found["MAXVAL"])
  }

  private mutating func skipSpace() {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "#") {
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      } else if bytes[place] > 0x20 {
        return
      } else {
        place += 1
      }
    }
  }
}
