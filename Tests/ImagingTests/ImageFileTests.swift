import Basics
import Foundation
import Imaging
import TestSupport
import Testing

@Suite("Picture files")
struct ImageFileTests {
  @Test("every recorded file has the pixels that OpenCV sees in it")
  func recordedPixels() throws {
    for entry in try RecordedPicture.all() {
      let image = try ImageFile.read(entry.path)
      #expect(image.size == entry.size, "\(entry.name)")
      #expect(crc32(image.bytes) == crc32(entry.rgb.base64Bytes), "\(entry.name)")
      #expect(try ImageFile.readSize(entry.path) == entry.size, "\(entry.name)")
      #expect(try ImageFile.readRaster(entry.path).image == image, "\(entry.name)")
    }
  }

  @Test("the stored samples are those that Pillow keeps: indices, grey, alpha, 16 bits")
  func recordedSamples() throws {
    for entry in try RecordedPicture.all() where entry.samples != nil || entry.words != nil {
      let raster = try ImageFile.readRaster(entry.path)
      if entry.name.hasSuffix(".png") {
        #expect((raster.palette != nil) == (entry.mode == "P"), "\(entry.name)")
      }
      if let words = entry.words?.base64Bytes {
        let expected = stride(from: 0, to: words.count, by: 2).map {
          UInt16(words[$0]) | UInt16(words[$0 + 1]) << 8
        }
        #expect(raster.samples == .words(expected), "\(entry.name)")
      } else if raster.bitDepth <= 8, entry.mode == "P" || raster.bitDepth == 8 {
        #expect(raster.samples == .bytes(entry.samples?.base64Bytes ?? []), "\(entry.name)")
      }
    }
  }

  @Test("an EXIF orientation counts only where asked for, and then as in OpenCV", arguments: 1...8)
  func orientation(value: Int) throws {
    for name in ["orientation\(value).jpg", "orientation\(value)_motorola.jpg"] {
      guard let entry = try RecordedPicture.all().first(where: { $0.name == name }) else {
        #expect(name.contains("motorola"))
        continue
      }
      let options = ImageReadOptions(appliesOrientation: true)
      let turned = try ImageFile.read(entry.path, options: options)
      #expect(turned.bytes == entry.turned?.base64Bytes)
      #expect(try ImageFile.readSize(entry.path, options: options) == turned.size)
      #expect((turned.size == entry.size) == (value < 5))
    }
  }

  @Test(
    "real pictures decode to the same pixels as in OpenCV",
    .enabled(if: Shared.isPresent, Shared.absence))
  func realPictures() throws {
    struct Entry: Decodable {
      var path: String
      var height: Int
      var width: Int
      var crc32: UInt32
    }
    let entries = try Fixture.json("real_pictures.json", as: [Entry].self)
    for entry in entries {
      let image = try ImageFile.read(Shared.path(entry.path))
      #expect(image.size == Size(height: entry.height, width: entry.width))
      #expect(crc32(image.bytes) == entry.crc32, "\(entry.path)")
    }
  }

  @Test("what is no picture is named by its content, whatever its name")
  func notPictures() {
    let cases: [(String, String)] = [
      ("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", "found WebP"),
      ("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ", "convert it to PNG: dwebp IN.webp -o OUT.png"),
      ("\0\0\0\u{18}ftypheic\0\0", "PNG: heif-convert"), ("\0\0\0\u{18}ftypavif\0\0", "found AVIF"),
      (
        "<!DOCTYPE html><title>404</title>",
        "HTML text, expected JPEG, PNG, TIFF, GIF, BMP, PNM or a Num"
      ),
      ("II+\0\u{8}\0\0\0", "BigTIFF"), ("P5 is a good start of a text", "found text"),
      ("version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
      ("id,noc\n1,2\n", "found text"),
      ("\u{1}\u{2}\u{1F}", "unknown bytes (01 02 1f …)"), ("", "an empty file"),
    ]
    for (content, words) in cases {
      let error = #expect(throws: ImageFormatError.self) {
        try ImageFile.decode(Array(content.utf8))
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
  }

  @Test("an error names the file")
  func errorsNameTheFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/page.png"
      try Files.write(Array("<html>".utf8), to: path)
      #expect(throws: ImageFileError(path: path, problem: .notAPicture(.html))) {
        try ImageFile.read(path)
      }
      #expect(throws: SystemError.self) { try ImageFile.read(folder + "/absent.png") }
    }
  }

  @Test("a header that claims more pixels than allowed is refused before anything is allocated")
  func hugeHeaders() throws {
    let huge = Size(height: Int(Int32.max), width: Int(Int32.max))
    let limit = ImageReadOptions().maximumPixels
    var png = try Fixture.bytes("pictures/rgb8.png")
    png.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
    png.replaceSubrange(29..<33, with: bigEndian(crc32(Array(png[12..<29]))))
    #expect(throws: ImageFormatError.tooLarge(huge, limit: limit)) { try ImageFile.decode(png) }
    #expect(try ImageFile.decodeSize(png) == huge)
    var bmp = try Fixture.bytes("pictures/rgb24.bmp")
    bmp.replaceSubrange(18..<26, with: [0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F])
    #expect(throws: ImageFormatError.tooLarge(huge, limit: limit)) { try ImageFile.decode(bmp) }
    let unlimited = ImageReadOptions(maximumPixels: .max)
    #expect(throws: ImageFormatError.self) { try ImageFile.decode(bmp, options: unlimited) }
    #expect(throws: ImageFormatError.self) { try ImageFile.decode(png, options: unlimited) }
    let jpeg = try Fixture.bytes("pictures/444.jpg")
    let size = Size(height: 13, width: 18)
    #expect(throws: ImageFormatError.tooLarge(size, limit: 100)) {
      try ImageFile.decode(jpeg, options: ImageReadOptions(maximumPixels: 100))
    }
  }
}

/// What `scripts/parity/record_pictures.py` writes about one file.
struct RecordedPicture: Decodable {
  var name: String
  var mode: String
  var height: Int
  var width: Int
  var rgb: String
  var samples: String?
  var words: String?
  var turned: String?

  var path: String { Fixture.path("pictures/" + name) }
  var size: Size { Size(height: height, width: width) }

  static func all() throws -> [RecordedPicture] {
    try Fixture.json("pictures.json", as: [RecordedPicture].self)
  }
}
