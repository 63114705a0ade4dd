import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Folders as data sets")
struct DatasetFolderTests {
  let size = Size(height: 2, width: 3)

  /// Writes a file of the folder, its subfolder included.
  private func put(_ folder: String, _ name: String, _ raster: Raster) throws {
    let path = "\(folder)/\(name)"
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    try Files.write(ImageFile.encodePNG(raster), to: path)
  }

  private func grey(_ bytes: [UInt8]) -> Raster {
    Raster(size: size, channels: 1, bitDepth: 8, samples: .bytes(bytes))
  }

  private var picture: Raster { Raster(Image(size: size, filledWith: Color(9, 8, 7))) }

  @Test("the GrabCut layout: 128 is ignored, above is object, below is background")
  func grabCut() throws {
    try withTemporaryFolder { folder in
      try put(folder, "data_GT/b.png", picture)
      try put(folder, "boundary_GT/b.png", grey([0, 64, 127, 128, 129, 255]))
      let data = try DatasetFolder.open(folder)
      let target = try EvaluationDataset(data).load(at: 0).objects[0].target
      #expect(data.name == "GrabCut")
      #expect(target.picture == "...\n?##")
    }
  }

  @Test("a folder of images and masks takes its name; several masks are several objects")
  func severalObjects() throws {
    try withTemporaryFolder { folder in
      try put(folder, "mine/images/cat.png", picture)
      try put(folder, "mine/images/dog.png", picture)
      try put(folder, "mine/masks/cat_2.png", grey([0, 0, 0, 0, 0, 255]))
      try put(folder, "mine/masks/cat_10.png", grey([0, 0, 0, 0, 255, 0]))
      try put(folder, "mine/masks/dog.png", grey([255, 0, 0, 0, 0, 0]))
      let data = try EvaluationDataset(DatasetFolder.open(folder + "/mine/"))
      #expect(data.name == "mine")
      let objects = try data.indices.flatMap { try data.load(at: $0).objects }
      #expect(objects.map(\.id) == ["cat", "cat#2", "dog"])
      #expect(objects.prefix(2).map(\.target.picture) == ["...\n..#", "...\n.#."])
    }
  }

  @Test(
    "masks of 0 and 1, of one bit, and of palette indices are read as they are meant",
    arguments: [
      Raster(
        size: Size(height: 1, width: 3), channels: 1, bitDepth: 8, samples: .bytes([0, 1, 1])),
      Raster(
        size: Size(height: 1, width: 3), channels: 1, bitDepth: 1, samples: .bytes([0, 1, 1])),
      Raster(
        size: Size(height: 1, width: 3), channels: 1, bitDepth: 8, palette: Color.vocPalette,
        samples: .bytes([0, 15, 3])),
      Raster(
        size: Size(height: 1, width: 3), channels: 1, bitDepth: 16,
        samples: .words([0, 65535, 40000])),
    ])
  func meanings(raster: Raster) {
    #expect(MaskRule.boundary128.layer(of: raster).ids == [0, 1, 1])
  }

  @Test("the void of a palette file is ignored")
  func void() {
    let raster = Raster(
      size: Size(height: 1, width: 2), channels: 1, bitDepth: 8, palette: Color.vocPalette,
      samples: .bytes([255, 1]))
    #expect(MaskRule.boundary128.layer(of: raster).ids == [LabelMap.ignored, 1])
  }

  @Test("an image without a mask is an error that says what was looked for")
  func noMask() throws {
    try withTemporaryFolder { folder in
      try put(folder, "images/a.png", picture)
      try Files.makeFolder(folder + "/masks")
      #expect(
        throws: DatasetError.noMask(
          image: "\(folder)/images/a.png", folder: "\(folder)/masks",
          expected: ["a.png", "a_1.png"])
      ) { try DatasetFolder.open(folder) }
    }
  }

  @Test("a mask of another size is an error with both files and sizes")
  func otherSize() throws {
    try withTemporaryFolder { folder in
      try put(folder, "images/a.png", picture)
      let small = Raster(
        size: Size(height: 1, width: 1), channels: 1, bitDepth: 8, samples: .bytes([0]))
      try put(folder, "masks/a.png", small)
      let data = try DatasetFolder.open(folder)
      #expect(
        throws: DatasetError.sizesDiffer(
          image: "\(folder)/images/a.png", imageSize: size, mask: "\(folder)/masks/a.png",
          maskSize: small.size)
      ) { try data.sample(at: 0) }
    }
  }

  @Test("an empty folder, an unknown layout and a missing folder are three errors")
  func notADataset() throws {
    try withTemporaryFolder { folder in
      #expect(throws: DatasetError.empty(name: folder)) { try DatasetFolder.open(folder) }
      try Files.write([], to: folder + "/notes.txt")
      #expect(throws: DatasetError.unknownLayout(folder: folder, found: ["notes.txt"])) {
        try DatasetFolder.open(folder)
      }
      #expect(throws: SystemError.self) { try DatasetFolder.open(folder + "/nowhere") }
    }
  }

  @Test("the fingerprint follows the masks and not the images")
  func fingerprint() throws {
    func opened(_ color: Color, _ mask: [UInt8]) throws -> Fingerprint {
      try withTemporaryFolder { folder in
        try put(folder, "images/a.png", Raster(Image(size: size, filledWith: color)))
        try put(folder, "masks/a.png", grey(mask))
        return try EvaluationDataset(DatasetFolder.open(folder)).fingerprint()
      }
    }
    let first = try opened(Color(0, 0, 0), [255, 0, 0, 0, 0, 0])
    #expect(try opened(Color(50, 0, 0), [255, 0, 0, 0, 0, 0]) == first)
    #expect(try opened(Color(0, 0, 0), [255, 255, 0, 0, 0, 0]) != first)
  }

  @Test(
    "the 32 GrabCut images have the pixel counts of their index",
    .enabled(if: Shared.isPresent, Shared.absence))
  func sharedGrabCut() throws {
    let folder = Shared.path("data/grabcut")
    let data = try EvaluationDataset(DatasetFolder.open(folder))
    let table = String(decoding: try Files.read(folder + "/index.tsv"), as: UTF8.self)
    let rows = table.split(separator: "\n").map { $0.split(separator: "\t") }
    let listed = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0) })
    #expect(data.indices.count == 32)
    for index in data.indices {
      let row = try #require(listed[data.dataset.id(at: index)[...]])
      let target = try data.load(at: index).objects[0].target
      #expect(target.ignoredCount == Int(row[5]))
      #expect(target.area == Int(row[6]))
    }
  }
}
