import Basics
import Imaging
import TestSupport
import Testing

@Suite("Writing pictures")
struct ImageWritingTests {
  private let size = Size(height: 5, width: 9)
  private var image: Image { Image(size: size, bytes: noise(3 * size.count)) }

  @Test(
    "an image comes back from PNG as it was, at any compression", arguments: [-3, 0, 1, 6, 9, 40])
  func png(compression: Int) throws {
    let bytes = try ImageFile.encodePNG(
      Raster(image), options: PNGWriteOptions(compression: compression))
    #expect(try ImageFile.decode(bytes) == image)
  }

  @Test("a mask comes back as the grey values, the bits and the indices it was written with")
  func masks() throws {
    let mask = mask("#.?##..#.\n.??..##..")
    let grey = try written(Raster(mask))
    #expect(grey.channel(0).prefix(3) == [255, 0, 128])
    let bits = try written(Raster(bitsOf: mask))
    #expect(bits.bitDepth == 1)
    #expect(bits.channel(0).map(Int.init) == mask.codes.map { $0 == Mask.object ? 1 : 0 })
    #expect(bits.image.bytes.prefix(6) == [255, 255, 255, 0, 0, 0])
  }

  @Test("label maps keep every 16-bit id")
  func labels() throws {
    let labels = LabelMap(
      size: Size(height: 2, width: 3), ids: [0, 1, 255, 256, 40_000, LabelMap.ignored])
    let raster = try written(Raster(labels))
    #expect(raster.bitDepth == 16)
    #expect(raster.labelMap() == labels)
  }

  @Test("indices keep their palette, and 255 is void")
  func indices() throws {
    let labels = LabelMap(size: Size(height: 1, width: 4), ids: [0, 1, 15, LabelMap.ignored])
    let raster = try written(try #require(Raster(indicesOf: labels)))
    #expect(raster.palette == Color.vocPalette)
    #expect(raster.channel(0) == [0, 1, 15, 255])
    #expect(raster.labelMap(ignoring: 255) == labels)
    #expect(raster.image.bytes.suffix(3) == [224, 224, 192])
    let beyond = LabelMap(size: Size(height: 1, width: 1), ids: [300])
    #expect(Raster(indicesOf: beyond) == nil)
    #expect(Raster(indicesOf: labels, palette: [Color(0, 0, 0)]) == nil)
  }

  @Test("the palette of Pascal VOC begins as published")
  func vocPalette() {
    let published = [
      Color(0, 0, 0), Color(128, 0, 0), Color(0, 128, 0), Color(128, 128, 0), Color(0, 0, 128),
      Color(128, 0, 128), Color(0, 128, 128), Color(128, 128, 128), Color(64, 0, 0),
    ]
    #expect(Array(Color.vocPalette.prefix(9)) == published)
    #expect(Color.vocPalette[20] == Color(0, 64, 128))
  }

  @Test("alpha comes back in 255 steps, and a transparent sample makes pixels transparent")
  func alpha() throws {
    let alpha = Plane(size: size, values: noise(size.count).map { Float($0) / 255 })
    let picture = ImageWithAlpha(image: image, alpha: alpha)
    let raster = try written(Raster(picture))
    #expect(ImageWithAlpha(image: raster.image, alpha: raster.alpha) == picture)
    let keyed = try written(
      Raster(
        size: Size(height: 1, width: 2), channels: 1, bitDepth: 8,
        transparency: .ofSamples([9]), samples: .bytes([9, 8])))
    #expect(keyed.alpha.values == [0, 1])
    let indexed = try written(
      Raster(
        size: Size(height: 1, width: 3), channels: 1, bitDepth: 2,
        palette: [Color(1, 2, 3), Color(4, 5, 6), Color(7, 8, 9)],
        transparency: .ofPalette([0, 51]), samples: .bytes([0, 1, 2])))
    #expect(indexed.alpha.values == [0, 0.2, 1])
  }

  @Test("JPEG keeps the size and, at best quality, the colours within a few steps")
  func jpeg() throws {
    let size = Size(height: 17, width: 21)
    var smooth = Image(size: size)
    for index in 0..<size.count {
      let grey = UInt8(index % size.width * 10)
      smooth[size.pixel(at: index)] = Color(grey, grey, grey)
    }
    for subsampling in JPEGWriteOptions.Subsampling.allCases {
      for isProgressive in [false, true] {
        let options = JPEGWriteOptions(
          quality: 100, subsampling: subsampling, isProgressive: isProgressive)
        let back = try ImageFile.decode(try ImageFile.encodeJPEG(smooth, options: options))
        #expect(back.size == smooth.size)
        let largest = zip(back.bytes, smooth.bytes).map { abs(Int($0) - Int($1)) }.max()
        #expect(largest ?? 255 <= 6)
      }
    }
    let small = try ImageFile.encodeJPEG(image, options: JPEGWriteOptions(quality: -5))
    let large = try ImageFile.encodeJPEG(image, options: JPEGWriteOptions(quality: 500))
    #expect(small.count < large.count)
  }

  @Test("the ending chooses the format, and a wrong one is an error")
  func endings() throws {
    try withTemporaryFolder { folder in
      for (name, format) in [("a.png", ImageFormat.png), ("b.JPG", .jpeg), ("c.x.jpeg", .jpeg)] {
        try ImageFile.write(image, to: "\(folder)/\(name)")
        #expect(FileContent(of: try Files.read("\(folder)/\(name)")) == .picture(format))
      }
      for name in ["a.gif", "png", ".png", "folder.png/a"] {
        #expect(throws: ImageFileError.self) { try ImageFile.write(image, to: "\(folder)/\(name)") }
      }
      #expect(throws: ImageFileError(path: folder + "/m.jpg", problem: .lossy)) {
        try ImageFile.write(Raster(image), to: folder + "/m.jpg")
      }
      #expect(throws: SystemError.self) { try ImageFile.write(image, to: folder + "/none/a.png") }
    }
  }

  @Test("pictures without pixels, or too long for the format, are errors")
  func notEncodable() {
    let empty = Image(size: Size(height: 0, width: 4))
    #expect(throws: ImageFormatError.self) { try ImageFile.encodePNG(Raster(empty)) }
    #expect(throws: ImageFormatError.self) { try ImageFile.encodeJPEG(empty) }
    let long = Image(size: Size(height: 1, width: 65_501))
    #expect(throws: ImageFormatError.notEncodable(.jpeg, long.size, limit: 65_500)) {
      try ImageFile.encodeJPEG(long)
    }
  }

  private func written(_ raster: Raster) throws -> Raster {
    try ImageFile.decodeRaster(try ImageFile.encodePNG(raster))
  }
}
