import Basics
import Foundation
import Imaging
import Testing

@Suite("TIFF, GIF, PNM and NumPy files")
struct FormatTests {
  @Test("every recorded file has the samples and the picture that independent software sees in it")
  func recorded() throws {
    for entry in try RecordedFile.all() {
      let raster = try ImageFile.decodeRaster(entry.bytes)
      #expect(raster.size == entry.size, "\(entry.name)")
      #expect(raster.channels == entry.channels, "\(entry.name)")
      #expect(try ImageFile.decodeSize(entry.bytes) == entry.size, "\(entry.name)")
      if let words = entry.words?.base64Bytes {
        let expected = stride(from: 0, to: words.count, by: 2).map {
          UInt16(words[$0]) | UInt16(words[$0 + 1]) << 8
        }
        #expect(raster.samples == .words(expected), "\(entry.name)")
      } else if let samples = entry.samples?.base64Bytes {
        #expect(raster.samples == .bytes(samples), "\(entry.name)")
      }
      if let rgb = entry.rgb?.base64Bytes {
        #expect(try ImageFile.decode(entry.bytes).bytes == rgb, "\(entry.name)")
      }
    }
  }

  @Test("floats between 0 and 1 are probabilities to a mask: what exceeds a half is 1")
  func probabilities() throws {
    for name in ["float32.tif", "float16.tif", "float64.tif", "float32_predicted_motorola.tif"] {
      let entry = try RecordedFile.named(name)
      let raster = try ImageFile.decodeRaster(entry.bytes)
      let grey = try ImageFile.decode(entry.bytes).bytes
      #expect(raster.bitDepth == 1)
      for pixel in 0..<entry.size.count where grey[3 * pixel] != 127 && grey[3 * pixel] != 128 {
        #expect(raster.samples[pixel] == (grey[3 * pixel] > 127 ? 1 : 0), "\(name)")
      }
    }
  }

  @Test("what is neither labels nor probabilities is no mask, but may be a picture")
  func meaninglessNumbers() throws {
    let logits = npy("<f4", "(1, 3)", [Float(-2.5), 0.5, 7.5].flatMap(littleEndian))
    let error = #expect(throws: ImageFormatError.self) { try ImageFile.decodeRaster(logits) }
    #expect(error?.description.contains("numbers from -2.5 to 7.5") == true)
    #expect(try ImageFile.decode(logits).bytes == [0, 0, 0, 77, 77, 77, 255, 255, 255])
    let huge = npy("<f4", "(1, 1)", littleEndian(1e30))
    #expect(try ImageFile.decode(huge).bytes == [0, 0, 0])
    let holes = npy("<f4", "(1, 2)", [Float.nan, 1].flatMap(littleEndian))
    #expect(throws: ImageFormatError.meaningless(.npy, detail: "holds numbers that are not finite"))
    {
      try ImageFile.decodeRaster(holes)
    }
    #expect(try ImageFile.decode(holes).bytes == [0, 0, 0, 255, 255, 255])
  }

  @Test(
    "an array of another shape is refused by it",
    arguments: ["(7,)", "(2, 3, 5)", "(3, 5, 2)", "()", "(0, 4)", "(2, 1, 3, 5)"])
  func shapes(shape: String) {
    let bytes = npy("|u1", shape, [UInt8](repeating: 1, count: 30))
    let error = #expect(throws: ImageFormatError.self) { try ImageFile.decodeRaster(bytes) }
    #expect(error?.description.contains("expected (H, W), (1, H, W) or (H, W, C)") == true)
  }

  @Test("an orientation of TIFF and of PNG counts only where asked for")
  func orientations() throws {
    let entry = try RecordedFile.named("turned.tif")
    let upright = ImageReadOptions(appliesOrientation: true)
    #expect(try ImageFile.decode(entry.bytes, options: upright).bytes == entry.turned?.base64Bytes)
    #expect(try ImageFile.facts(of: entry.bytes).orientation == .rotated90)
    let image = Image(size: Size(height: 1, width: 2), bytes: [1, 2, 3, 4, 5, 6])
    for mark in ["", "Exif\0\0"] {
      let png = try withOrientation(3, mark: mark, of: ImageFile.encodePNG(Raster(image)))
      #expect(try ImageFile.decode(png) == image)
      #expect(try ImageFile.facts(of: png).orientation == .rotated180)
      #expect(try ImageFile.decode(png, options: upright).bytes == [4, 5, 6, 1, 2, 3])
      #expect(
        try ImageFile.decodeRaster(png, options: upright).samples == .bytes([4, 5, 6, 1, 2, 3]))
    }
  }

  @Test("of several pages and pictures the first is read, and they are counted")
  func pages() throws {
    for (name, pages) in [("pages.tif", 2), ("grey8.tif", 1), ("animated.gif", 2), ("grey.gif", 1)]
    {
      #expect(try ImageFile.facts(of: RecordedFile.named(name).bytes).pages == pages, "\(name)")
    }
  }

  @Test("a file cut at any byte before its last sample is an error, and trailing bytes do no harm")
  func truncation() throws {
    for entry in try RecordedFile.all() where entry.bytes.count < 1000 {
      let whole = try ImageFile.decodeRaster(entry.bytes)
      for length in 0..<entry.bytes.count {
        // Behind the samples a file may have a mark of its end, or nothing that is needed.
        if let cut = try? ImageFile.decodeRaster(Array(entry.bytes[..<length])) {
          #expect(cut == whole || entry.name.hasPrefix("text"), "\(entry.name) cut to \(length)")
        }
      }
    }
  }

  @Test("flipped bits never trap, whatever becomes of the picture")
  func flips() throws {
    let options = ImageReadOptions(maximumPixels: 1 << 16, appliesOrientation: true)
    for entry in try RecordedFile.all() where entry.bytes.count < 1000 {
      var random = RandomKey(root: 9, purpose: "flips", sample: entry.name).generator()
      for _ in 0..<60 {
        var damaged = entry.bytes
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 0..<damaged.count, using: &random)
          damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
        damaged[Int.random(in: 2..<damaged.count, using: &random)] = .random(
          in: 0...255, using: &random)
        _ = try? ImageFile.decodeRaster(damaged, options: options)
        _ = try? ImageFile.decode(damaged, options: options)
        _ = try? ImageFile.decodeSize(damaged, options: options)
      }
    }
  }
}

/// What `scripts/parity/record_formats.py` writes about one file.
struct RecordedFile: Decodable {
  var name: String
  var file: String
  var height: Int
  var width: Int
  var channels: Int
  var rgb: String?
  var samples: String?
  var words: String?
  var turned: String?

  var bytes: [UInt8] { file.base64Bytes }
  var size: Size { Size(height: height, width: width) }

  static func all() throws -> [RecordedFile] {
    try Fixture.json("formats.json", as: [RecordedFile].self)
  }

  static func named(_ name: String) throws -> RecordedFile {
    try #require(all().first { $0.name == name })
  }
}

/// A `.npy` file of version 1.
func npy(_ type: String, _ shape: String, _ content: [UInt8]) -> [UInt8] {
  let header = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
  return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + content
}

func littleEndian(_ number: Float) -> [UInt8] {
  withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
}

/// A PNG with an EXIF block that states an orientation.
func withOrientation(_ value: UInt8, mark: String, of png: [UInt8]) -> [UInt8] {
  let tiff: [UInt8] =
    Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0]
    + [0, 0, 0, 0]
  return withChunk("eXIf", Array(mark.utf8) + tiff, of: png)
}

/// A PNG with another chunk behind its header.
func withChunk(_ name: String, _ content: [UInt8], of png: [UInt8]) -> [UInt8] {
  let body = Array(name.utf8) + content
  return png[..<33] + bigEndian(UInt32(content.count)) + body + bigEndian(crc32(body)) + png[33...]
}
