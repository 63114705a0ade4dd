import Basics
import Imaging
import TestSupport
import Testing

@Suite("Pictures of more than 8 bits")
struct WindowTests {
  private func grey(_ words: [UInt16], largest: UInt16? = nil) -> Raster {
    Raster(
      size: Size(height: 1, width: words.count), channels: 1, bitDepth: 16, largest: largest,
      samples: .words(words))
  }

  private func shown(_ raster: Raster, _ window: SampleWindow? = nil) -> [UInt8] {
    let bytes = raster.picture(window: window).image.bytes
    return stride(from: 0, to: bytes.count, by: 3).map { bytes[$0] }
  }

  @Test(
    "black is 0 and white the least power of two above the largest sample: 12 bits are not black")
  func usual() {
    #expect(shown(grey([0, 672, 3312, 4095])) == [0, 42, 207, 255])
    #expect(shown(grey([0, 1023])) == [0, 255])
    #expect(shown(grey([7, 200])) == [7, 200])
    #expect(shown(grey([256, 65_535])) == [1, 255])
    #expect(grey([0, 3312]).usualWindow == SampleWindow(low: 0, high: 4095))
    #expect(shown(grey([0, 0])) == [0, 0])
  }

  @Test("what the file states counts, and what the caller states even more")
  func stated() {
    #expect(shown(grey([0, 500, 1000], largest: 1000)) == [0, 128, 255])
    #expect(
      shown(grey([100, 150, 200, 250]), SampleWindow(low: 100, high: 200)) == [0, 128, 255, 255])
    #expect(SampleWindow(low: 1, high: 1) == nil)
    #expect(SampleWindow(low: .nan, high: 1) == nil)
    #expect(SampleWindow(low: -1e308, high: 1e308) == nil)
  }

  @Test("a PNG is turned into RGB row by row as its raster is at once", arguments: 1...4)
  func rowsAsRaster(channels: Int) throws {
    // Tall enough for several bands; the largest sample comes late.
    let size = Size(height: 700, width: 300)
    var words = (0..<size.count * channels).map { UInt16($0 * 7919 % 1000) }
    words[size.count * channels - channels] = 40_000
    let alpha: UInt16 = channels == 2 || channels == 4 ? 65_535 : 999
    words[channels - 1] = alpha
    for depth in [8, 16] {
      let samples: Raster.Samples =
        depth == 16 ? .words(words) : .bytes(words.map { UInt8(truncatingIfNeeded: $0) })
      let raster = Raster(size: size, channels: channels, bitDepth: depth, samples: samples)
      let png = try ImageFile.encodePNG(raster, options: PNGWriteOptions(compression: 1))
      #expect(try ImageFile.decode(png) == raster.image)
      let window = try #require(SampleWindow(low: 20, high: 700))
      let options = ImageReadOptions(window: window)
      #expect(try ImageFile.decode(png, options: options) == raster.picture(window: window).image)
    }
  }

  @Test("significant bits that a PNG states hold, unless samples exceed them")
  func significantBits() throws {
    for (words, white) in [([0, 1023], 4095.0), ([0, 5000], 65_535.0)] {
      let plain = try ImageFile.encodePNG(grey(words.map { UInt16($0) }))
      let png = withChunk("sBIT", [12], of: plain)
      let read = try ImageFile.decodePicture(png)
      #expect(read.facts.window == SampleWindow(low: 0, high: white))
      #expect(try ImageFile.decodeRaster(png).image == read.image)
    }
  }
}

@Suite("Headers that promise more than the file holds")
struct PromisingHeaderTests {
  private func picture(_ name: String) throws -> [UInt8] { try RecordedFile.named(name).bytes }

  @Test("are refused before the pixels are allocated")
  func refused() throws {
    var rle = try Fixture.bytes("pictures/rle8.bmp")
    rle.replaceSubrange(18..<26, with: [0, 0x20, 0, 0, 0, 0x20, 0, 0])
    #expect(throws: ImageFormatError.truncated(.bmp)) { try ImageFile.decode(rle) }
    var png = try Fixture.bytes("pictures/rgb8.png")
    png.replaceSubrange(16..<24, with: [0, 0, 0x20, 0, 0, 0, 0x20, 0])
    png.replaceSubrange(29..<33, with: bigEndian(crc32(Array(png[12..<29]))))
    #expect(throws: ImageFormatError.truncated(.png)) { try ImageFile.decode(png) }
    var gif = try picture("plain.gif")
    gif.replaceSubrange(6..<10, with: [0, 0x20, 0, 0x20])
    #expect(throws: ImageFormatError.truncated(.gif)) { try ImageFile.decode(gif) }
    var jpeg = try Fixture.bytes("pictures/444.jpg")
    let frame = try #require((2..<jpeg.count).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0x20, 0, 0x20, 0])
    #expect(throws: ImageFormatError.truncated(.jpeg)) { try ImageFile.decode(jpeg) }
    let anymap = Array("P5 8192 8192 255\n12".utf8)
    #expect(throws: ImageFormatError.truncated(.pnm)) { try ImageFile.decode(anymap) }
    let array = npy("|u1", "(8192, 8192)", [1, 2])
    #expect(throws: ImageFormatError.truncated(.npy)) { try ImageFile.decode(array) }
  }

  @Test(
    "in an array of NumPy's cannot overflow",
    arguments: [
      "(4294967296, 4294967296)", "(9223372036854775807, 2)", "(-1, 4)",
      "(2147483647, 2147483647, 4)",
      "(99999999999999999999, 1)",
    ])
  func shapes(shape: String) {
    #expect(throws: ImageFormatError.self) { try ImageFile.decodeRaster(npy("|u1", shape, [1])) }
  }

  @Test("extreme sides are pictures like any other")
  func thin() throws {
    for size in [Size(height: 1, width: 3000), Size(height: 3000, width: 1)] {
      let image = Image(size: size, bytes: noise(9000))
      #expect(try ImageFile.decode(ImageFile.encodePNG(Raster(image))) == image)
      let anymap = Array("P6 \(size.width) \(size.height) 255\n".utf8) + image.bytes
      #expect(try ImageFile.decode(anymap) == image)
    }
  }

  @Test("the case that took 246 MB is refused", .enabled(if: Shared.isPresent, Shared.absence))
  func sharedCase() {
    #expect(throws: ImageFileError.self) {
      try ImageFile.read(Shared.path("cases/hostile/bmp_0.bmp"))
    }
  }
}
