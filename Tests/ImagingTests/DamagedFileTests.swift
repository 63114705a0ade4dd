import Basics
import Imaging
import Testing

@Suite("Damaged picture files")
struct DamagedFileTests {
  @Test("a file cut at any byte is an error", arguments: try everyPicture())
  func truncation(name: String) throws {
    let bytes = try Fixture.bytes("pictures/" + name)
    let needed = bytes.count - (try optionalTail(of: name, bytes))
    for length in 0..<needed {
      #expect(throws: ImageFormatError.self, "\(name) cut to \(length) bytes") {
        try ImageFile.decodeRaster(Array(bytes[..<length]))
      }
    }
  }

  @Test("flipped bits never trap, whatever becomes of the picture", arguments: try everyPicture())
  func flips(name: String) throws {
    let bytes = try Fixture.bytes("pictures/" + name)
    var random = RandomKey(root: 7, purpose: "flips", sample: name).generator()
    let options = ImageReadOptions(maximumPixels: 1 << 16, appliesOrientation: true)
    for _ in 0..<150 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      // Header fields are where a bounds error would hide: half of the files are hurt there.
      damaged[Int.random(in: 2..<min(60, damaged.count), using: &random)] = .random(
        in: 0...255, using: &random)
      if let raster = try? ImageFile.decodeRaster(damaged, options: options) {
        #expect(raster.image.size == raster.alpha.size)
      }
      _ = try? ImageFile.decode(damaged, options: options)
      _ = try? ImageFile.decodeSize(damaged, options: options)
    }
  }

  @Test("random bytes after a signature never trap")
  func noiseAfterSignature() throws {
    var random = RandomKey(root: 8, purpose: "noise").generator()
    let options = ImageReadOptions(maximumPixels: 1 << 16, appliesOrientation: true)
    for name in ["444.jpg", "rgb8.png", "rgb24.bmp", "rle8.bmp"] {
      let bytes = try Fixture.bytes("pictures/" + name)
      for _ in 0..<300 {
        let kept = Int.random(in: 8..<bytes.count, using: &random)
        let rest = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
        _ = try? ImageFile.decodeRaster(bytes[..<kept] + rest, options: options)
      }
    }
  }

  @Test("a file that ends early says so")
  func truncationIsNamed() throws {
    for (name, format) in [("420.jpg", ImageFormat.jpeg), ("rgb8.png", .png), ("rgb24.bmp", .bmp)] {
      let bytes = try Fixture.bytes("pictures/" + name)
      #expect(throws: ImageFormatError.truncated(format)) {
        try ImageFile.decode(Array(bytes[..<(bytes.count * 3 / 4)]))
      }
    }
  }

  @Test("stray bytes between two segments of a JPEG do no harm, but do not hide a lost end")
  func harmlessWarnings() throws {
    let bytes = try Fixture.bytes("pictures/444.jpg")
    let image = try ImageFile.decode(bytes)
    let stray = Array(bytes[..<20]) + [1, 2, 3] + Array(bytes[20...])
    #expect(try ImageFile.decode(stray) == image)
    #expect(throws: ImageFormatError.truncated(.jpeg)) {
      try ImageFile.decode(Array(stray.dropLast(2)))
    }
  }

  /// Bytes at a file's end that carry no pixel: the padding of a bitmap's last row.
  private func optionalTail(of name: String, _ bytes: [UInt8]) throws -> Int {
    guard name.hasSuffix(".bmp"), !name.hasPrefix("rle") else { return 0 }
    var least = bytes.count
    while least > 0, (try? ImageFile.decodeRaster(Array(bytes[..<(least - 1)]))) != nil {
      least -= 1
    }
    let tail = bytes.count - least
    #expect(tail < 4)
    return tail
  }
}

private func everyPicture() throws -> [String] { try RecordedPicture.all().map(\.name) }
