import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Layouts of exports")
struct ExportedLayoutsTests {
  private func put(_ path: String, _ raster: Raster) throws {
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    try Files.write(ImageFile.encodePNG(raster), to: path)
  }

  private func grey(_ row: [UInt8]) -> Raster {
    Raster(size: Size(height: 1, width: row.count), channels: 1, bitDepth: 8, samples: .bytes(row))
  }

  private func painted(_ colors: [Color]) -> Raster {
    Raster(
      size: Size(height: 1, width: colors.count), channels: 3, bitDepth: 8,
      samples: .bytes(colors.flatMap { [$0.red, $0.green, $0.blue] }))
  }

  private func text(_ path: String, _ text: String) throws {
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    try Files.write(Array(text.utf8), to: path)
  }

  @Test("Cityscapes: instances are targets, groups are crowds, what was not annotated is ignored")
  func cityscapes() throws {
    try withTemporaryFolder { folder in
      for split in ["train", "val"] {
        try put("\(folder)/leftImg8bit/\(split)/bonn/b_1_leftImg8bit.png", grey([9, 9, 9, 9, 9]))
        try put(
          "\(folder)/gtFine/\(split)/bonn/b_1_gtFine_instanceIds.png",
          Raster(
            size: Size(height: 1, width: 5), channels: 1, bitDepth: 16,
            samples: .words([3, 7, 26, 26001, 24000])))
        try put("\(folder)/gtFine/\(split)/bonn/b_1_gtFine_labelIds.png", grey([3, 7, 26, 26, 24]))
      }
      let data = try DatasetFolder.open(folder)
      #expect(data.layout == "Cityscapes: leftImg8bit/, gtFine/, split val")
      let sample = try data.sample(at: 0)
      #expect(sample.info.id == "b_1")
      #expect(sample.regions.map(\.category) == ["road", "car", "person", "car"])
      #expect(sample.regions.map(\.isCrowd) == [false, true, false, false])
      #expect(sample.targets?.map(\.id) == [24000, 26001])
      #expect(sample.layers[0].ids[0] == LabelMap.ignored)
      #expect(throws: DatasetError.self) { try CityscapesDataset(folder, split: "test") }
    }
  }

  @Test("ADE20K's classes that were reduced by one are taken back")
  func ade20k() throws {
    try withTemporaryFolder { folder in
      for (name, row) in [("a", [0, 149, 255]), ("b", [0, 3, 3])] as [(String, [UInt8])] {
        try put("\(folder)/images/validation/\(name).png", grey([9, 9, 9]))
        try put("\(folder)/annotations/validation/\(name).png", grey(row))
      }
      let data = try DatasetFolder.open(folder)
      #expect(data.layout.hasSuffix("classes reduced by one"))
      #expect(try data.sample(at: 0).layers[0].ids == [1, 150, LabelMap.ignored])
      #expect(try data.sample(at: 1).layers[0].ids == [1, 4, 4])
    }
  }

  @Test("CVAT's masks in Pascal VOC's form have classes and colours of their own")
  func cvat() throws {
    try withTemporaryFolder { folder in
      let (black, cat, dog) = (Color(0, 0, 0), Color(250, 50, 83), Color(1, 2, 3))
      try text(
        "\(folder)/labelmap.txt",
        "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:250,50,83::\ndog:1,2,3::\n")
      try text("\(folder)/ImageSets/Segmentation/default.txt", "f\n")
      try put("\(folder)/JPEGImages/f.png", grey([9, 9, 9, 9]))
      try put("\(folder)/SegmentationClass/f.png", painted([black, cat, dog, dog]))
      try put(
        "\(folder)/SegmentationObject/f.png",
        painted([black, Color(128, 0, 0), Color(0, 128, 0), Color(7, 7, 7)]))
      let sample = try DatasetFolder.open(folder).sample(at: 0)
      #expect(sample.regions.map(\.category) == ["cat", "dog", "dog"])
      #expect(sample.targets?.count == 3)
      let classes = try PascalVOCDataset(folder, annotation: .classes).sample(at: 0)
      #expect(classes.layers[0].ids == [0, 1, 2, 2])
    }
  }

  @Test("labelme's export names its classes itself, and without a list VOC's names are not given")
  func labelme() throws {
    try withTemporaryFolder { folder in
      try put("\(folder)/JPEGImages/f.png", grey([9, 9]))
      for name in ["Object", "Class"] {
        try put("\(folder)/Segmentation\(name)/f.png", grey([0, 1]))
      }
      #expect(try DatasetFolder.open(folder).sample(at: 0).regions.map(\.category) == [nil])
      try text("\(folder)/class_names.txt", "__ignore__\n_background_\ncup\n")
      #expect(try DatasetFolder.open(folder).sample(at: 0).regions.map(\.category) == ["cup"])
    }
  }
}
