/// Writes PNG files without compressing them: for a terminal on the same machine, and for the rare
/// picture that goes to a file, the small encoder is worth more than small files.
enum StoredPNG {
  /// A picture as a PNG file of 8 bits a channel.
  static func encode(_ picture: PixelBuffer) -> [UInt8] {
    let colorType: UInt8 = picture.channels == 4 ? 6 : 2
    let header = bigEndian(picture.width) + bigEndian(picture.height) + [8, colorType, 0, 0, 0]
    var rows: [UInt8] = []
    let rowLength = picture.width * picture.channels
    rows.reserveCapacity((rowLength + 1) * picture.height)
    for start in stride(from: 0, to: picture.bytes.count, by: rowLength) {
      rows.append(0)
      rows += picture.bytes[start..<start + rowLength]
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
  }

  /// A zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4).
  private static func stored(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: data.count, by: 65535) {
      let end = min(start + 65535, data.count)
      let count = UInt16(end - start)
      let isLast: UInt8 = end == data.count ? 1 : 0
      stream += [isLast, UInt8(count & 0xFF), UInt8(count >> 8)]
      stream += [UInt8(~count & 0xFF), UInt8(~count >> 8)]
      stream += data[start..<end]
    }
    var (low, high) = (1, 0)
    for byte in data {
      low = (low + Int(byte)) % 65521
      high = (high + low) % 65521
    }
    return stream + bigEndian(high << 16 | low)
  }

  private static let checksumTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  /// CRC-32 as PNG's appendix D defines it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { checksumTable[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
