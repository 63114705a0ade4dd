/// The run-length code of bitmaps with 4 or 8 bits a pixel.
///
/// A pair of bytes repeats an index (two alternating ones at 4 bits); a first byte of 0 escapes to
/// the end of a row, the end of the picture, a move, or indices as they stand. Pixels that no run
/// reaches are 0. Source: Microsoft, "Bitmap Compression".
struct BMPRuns {
  private let bytes: [UInt8]
  private let header: BMPHeader
  private let bits: Int
  private var position: Int
  private var row = 0
  private var column = 0
  private var pixels: [UInt8]

  init(bytes: [UInt8], header: BMPHeader, bits: Int) {
    self.bytes = bytes
    self.header = header
    self.bits = bits
    position = header.pixels
    pixels = [UInt8](repeating: 0, count: header.size.count)
  }

  consuming func indices() throws(ImageFormatError) -> [UInt8] {
    while true {
      let (count, value) = (try take(), try take())
      if count > 0 {
        for index in 0..<Int(count) { put(index, of: value) }
        column += Int(count)
        continue
      }
      switch value {
      case 0: (row, column) = (row + 1, 0)
      case 1: return pixels
      case 2:
        column += Int(try take())
        row += Int(try take())
      default: try copy(Int(value))
      }
    }
  }

  private mutating func take() throws(ImageFormatError) -> UInt8 {
    guard position < bytes.count else { throw .truncated(.bmp) }
    defer { position += 1 }
    return bytes[position]
  }

  /// Indices as they stand, padded to an even number of bytes.
  private mutating func copy(_ count: Int) throws(ImageFormatError) {
    let perByte = 8 / bits
    let length = (count + perByte - 1) / perByte
    for byte in 0..<length {
      let value = try take()
      for index in 0..<min(perByte, count - byte * perByte) { put(index, of: value) }
      column += min(perByte, count - byte * perByte)
    }
    if !length.isMultiple(of: 2) { _ = try take() }
  }

  /// Sets the pixel `index` places on; at 4 bits, even places take the high half of `value`.
  private mutating func put(_ index: Int, of value: UInt8) {
    let place = column + index
    guard row < header.size.height, place < header.size.width else { return }
    let half = index.isMultiple(of: 2) ? value >> 4 : value & 15
    pixels[header.row(stored: row) * header.size.width + place] = bits == 8 ? value : half
  }
}
