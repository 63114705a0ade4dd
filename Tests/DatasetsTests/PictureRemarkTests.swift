import Basics
import Datasets
import Foundation
import Imaging
import TestSupport
import Testing

@Suite("Pictures that are read otherwise than they are stored")
struct PictureRemarkTests {
  private let image = Image(
    size: Size(height: 16, width: 16), bytes: (0..<768).map { UInt8($0 / 3) })

  /// A JPEG that states an orientation.
  private func turned(_ orientation: UInt8) throws -> [UInt8] {
    let jpeg = try ImageFile.encodeJPEG(image)
    let tiff: [UInt8] =
      Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
      + [0, 0, 0, 0]
    let segment = Array("Exif\0\0".utf8) + tiff
    return jpeg[..<2] + [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment + jpeg[2...]
  }

  private func folder(_ picture: [UInt8], _ name: String, _ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try Files.makeFolder("\(folder)/images")
      try Files.makeFolder("\(folder)/masks")
      try Files.write(picture, to: "\(folder)/images/\(name)")
      var mask = Mask(size: image.size)
      mask[Pixel(row: 2, column: 3)] = true
      try ImageFile.write(Raster(mask), to: "\(folder)/masks/a.png")
      try body(folder)
    }
  }

  @Test("a picture that is to be turned by a half is named, and turned where told")
  func turnedByHalf() throws {
    try folder(turned(3), "a.jpg") { folder in
      let dataset = try DatasetFolder.open(folder)
      let path = "\(folder)/images/a.jpg"
      #expect(PictureRemarks(of: dataset).turned == [path])
      var upright = try #require(dataset as? any PictureDataset)
      upright.pictures.appliesOrientation = true
      #expect(PictureRemarks(of: upright).turned.isEmpty)
      let stored = try dataset.sample(at: 0).image
      #expect(try upright.sample(at: 0).image == stored.oriented(.rotated180))
      #expect(try ImageFile.read(path) == stored)
    }
    try folder(turned(1), "a.jpg") { folder in
      let upright = try DatasetFolder.open(folder)
      #expect(PictureRemarks(of: upright).turned.isEmpty)
    }
  }

  @Test("pictures of more than 8 bits are named, unless what is black and white in them is fixed")
  func deep() throws {
    let words = (0..<256).map { UInt16($0 * 13) }
    let raster = Raster(size: image.size, channels: 1, bitDepth: 16, samples: .words(words))
    try folder(ImageFile.encodePNG(raster), "a.png") { folder in
      let dataset = try DatasetFolder.open(folder)
      #expect(PictureRemarks(of: dataset).deep.count == 1)
      #expect(try dataset.sample(at: 0).image.bytes.max() == UInt8((255 * 13) >> 4))
      var fixed = try #require(dataset as? any PictureDataset)
      fixed.pictures.window = SampleWindow(low: 0, high: 65_535)
      #expect(PictureRemarks(of: fixed).deep.isEmpty)
      #expect(try fixed.sample(at: 0).image.bytes.max() == UInt8((255 * 13) >> 8))
    }
  }

  @Test("masks of NumPy's lie under pictures of any format")
  func arrays() throws {
    try folder(Array("P6 16 16 255\n".utf8) + image.bytes, "a.ppm") { folder in
      try FileManager.default.removeItem(atPath: "\(folder)/masks/a.png")
      let header = Array("{'descr': '|b1', 'fortran_order': False, 'shape': (16, 16), }\n".utf8)
      let content: [UInt8] = (0..<256).map { $0 == 35 ? 1 : 0 }
      try Files.write(
        [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + content,
        to: "\(folder)/masks/a.npy")
      let sample = try DatasetFolder.open(folder).sample(at: 0)
      #expect(sample.image == image)
      let target = try #require(sample.targets?.first)
      let mask = try sample.region(target)
      #expect(mask.area == 1 && mask[Pixel(row: 2, column: 3)])
    }
  }
}
