import Imaging
import Testing

@Suite("Bitmaps")
struct BMPTests {
  // The codes and the rows that Microsoft's "Bitmap Compression" prints beside each other.
  private let code4: [UInt8] = [
    0x03, 0x04, 0x05, 0x06, 0x00, 0x06, 0x45, 0x56, 0x67, 0x00, 0x04, 0x78, 0x00, 0x02, 0x05, 0x01,
    0x04, 0x78, 0x00, 0x00, 0x09, 0x1E, 0x00, 0x01,
  ]
  private let code8: [UInt8] = [
    0x03, 0x04, 0x05, 0x06, 0x00, 0x03, 0x45, 0x56, 0x67, 0x00, 0x02, 0x78, 0x00, 0x02, 0x05, 0x01,
    0x02, 0x78, 0x00, 0x00, 0x09, 0x1E, 0x00, 0x01,
  ]

  @Test("the published run-length example of 4 bits becomes the published pixels")
  func runs4() throws {
    let rows: [[UInt16]] = [
      [1, 14, 1, 14, 1, 14, 1, 14, 1],
      Array(repeating: 0, count: 23) + [7, 8, 7, 8],
      [0, 4, 0, 0, 6, 0, 6, 0, 4, 5, 5, 6, 6, 7, 7, 8, 7, 8],
    ]
    try check(bitmap(code4, bits: 4, compression: 2, width: 27), rows, width: 27)
  }

  @Test("the published run-length example of 8 bits becomes the published pixels")
  func runs8() throws {
    let rows: [[UInt16]] = [
      Array(repeating: 0x1E, count: 9),
      Array(repeating: 0, count: 18) + [0x78, 0x78],
      [4, 4, 4, 6, 6, 6, 6, 6, 0x45, 0x56, 0x67, 0x78, 0x78],
    ]
    try check(bitmap(code8, bits: 8, compression: 1, width: 20), rows, width: 20)
  }

  @Test("runs that leave the picture are cut, and runs without an end are an error")
  func badRuns() throws {
    let long = bitmap([255, 9, 0, 2, 200, 200, 5, 5, 0, 1], bits: 8, compression: 1, width: 4)
    #expect(try ImageFile.decodeRaster(long).channel(0) == [0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9])
    let endless = bitmap([3, 9], bits: 8, compression: 1, width: 4)
    #expect(throws: ImageFormatError.truncated(.bmp)) { try ImageFile.decodeRaster(endless) }
  }

  @Test("fields of any place and width are read, alpha too")
  func fields() throws {
    // Ten bits of red, one of green, eight of blue and two of alpha.
    let masks: [UInt32] = [0x3FF0_0000, 0x0008_0000, 0x0000_0FF0, 0xC000_0000]
    let pixels: [UInt32] = [0xFFF0_0000, 0x4008_0120]
    let raster = try ImageFile.decodeRaster(fieldBitmap(masks: masks, pixels: pixels))
    #expect(raster.samples == .bytes([255, 0, 0, 255, 0, 255, 0x12, 85]))
    #expect(raster.alpha.values == [1, Float(85) / 255])
    let scattered = fieldBitmap(masks: [0x5, 0xFF00, 0xFF_0000, 0], pixels: pixels)
    #expect(throws: ImageFormatError.self) { try ImageFile.decodeRaster(scattered) }
  }

  @Test("headers that contradict themselves are errors")
  func badHeaders() throws {
    let valid = bitmap(code8, bits: 8, compression: 1, width: 20)
    let changes: [(offset: Int, bytes: [UInt8])] = [
      (18, [0, 0, 0, 0]), (18, [0, 0, 0, 0x80]), (22, [0, 0, 0, 0]), (14, [41, 0, 0, 0]),
      (28, [7, 0]), (30, [9, 0, 0, 0]), (30, [0, 0, 0, 0]), (10, [255, 255, 255, 255]),
    ]
    for (offset, bytes) in changes {
      var changed = valid
      changed.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      #expect(throws: ImageFormatError.self) { try ImageFile.decodeRaster(changed) }
    }
  }

  private func check(_ bytes: [UInt8], _ rows: [[UInt16]], width: Int) throws {
    let raster = try ImageFile.decodeRaster(bytes)
    #expect(raster.size == Size(height: rows.count, width: width))
    let expected = rows.flatMap { $0 + Array(repeating: 0, count: width - $0.count) }
    #expect(raster.channel(0) == expected)
  }

  /// An indexed bitmap of three rows with a full palette.
  private func bitmap(
    _ pixels: [UInt8], bits: UInt32, compression: UInt32, width: UInt32
  ) -> [UInt8] {
    let palette = (0..<1 << bits).flatMap { little(UInt32($0) * 0x010101) }
    return file(
      info: [40, width, 3, 1 | bits << 16, compression, 0, 0, 0, 0, 0], then: palette, pixels)
  }

  /// One row of 32-bit pixels with a header of the fourth version.
  private func fieldBitmap(masks: [UInt32], pixels: [UInt32]) -> [UInt8] {
    let info = [108, UInt32(pixels.count), 1, 1 | 32 << 16, 3, 0, 0, 0, 0, 0] + masks
    let rest = Array(repeating: UInt8(0), count: 108 - 4 * info.count)
    return file(info: info, then: rest, pixels.flatMap(little))
  }

  private func file(info: [UInt32], then middle: [UInt8], _ pixels: [UInt8]) -> [UInt8] {
    let head = info.flatMap(little) + middle
    let start = UInt32(14 + head.count)
    return Array("BM".utf8) + little(start + UInt32(pixels.count)) + little(0) + little(start)
      + head + pixels
  }

  private func little(_ value: UInt32) -> [UInt8] { bigEndian(value).reversed() }
}
