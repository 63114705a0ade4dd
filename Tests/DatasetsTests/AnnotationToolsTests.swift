import Basics
import Foundation
import Imaging
import Testing
import TestSupport

@testable import Datasets

/// What annotation tools store, against what `scripts/parity/record_annotations.py` has recorded.
@Suite("Formats of annotation tools")
struct AnnotationToolsTests {
  typealias Recorded = RecordedDatasets

  static let formats = ["labelme", "cvat", "via", "yolo", "sa1b", "supervisely", "run_lengths"]

  @Test("each object has the pixels that independent software gives it", arguments: formats)
  func recorded(format: String) throws {
    let expected = try #require(
      try JSONValue(contentsOf: Recorded.path("annotations.json"))[format]?.object)
    let data = try DatasetFolder.open(Recorded.path(format))
    #expect((0..<data.count).map { data.id(at: $0) } == expected.keys)
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      let facts = expected[data.id(at: index)]?.array ?? []
      #expect(sample.targets?.count == facts.count)
      for (region, fact) in zip(sample.targets ?? [], facts) {
        Recorded.expect(try sample.region(region), fact, "\(format) \(sample.info.id)")
      }
    }
  }

  @Test(
    "classes are named, and what is no region is left out and said",
    arguments: [
      (
        "labelme", ["star", "box", "dot", "two", "mask"],
        ["a line, 'way'", "a polygon of 2 corners, 'thin'"]
      ),
      ("cvat", ["cat", "dog <big>", "cat", "cat"], ["a polyline, 'cat'"]),
      ("via", ["cat", "dog", "cat"], ["a point, 'eye'"]),
      ("yolo", ["big dog", "cat"], ["a box without an outline, 'cat'"]),
      ("supervisely", ["cat", "dog", "box"], ["a point, 'eye'"]),
    ])
  func classes(format: String, classes: [String], leftOut: [String]) throws {
    let data = try DatasetFolder.open(Recorded.path(format))
    let sample = try data.sample(at: 0)
    #expect(sample.regions.map(\.category) == classes)
    #expect(sample.leftOut == leftOut)
    #expect(try DatasetReport(of: data).leftOut.map(\.what) == leftOut)
  }

  @Test("labelme's __ignore__ is ignored, and a picture in the JSON is read")
  func ignored() throws {
    let sample = try AnnotatedDataset.labelme(Recorded.path("labelme")).sample(at: 1)
    #expect(sample.info.imagePath == nil)
    #expect(sample.image == Image(size: Size(height: 24, width: 30), filledWith: Color(9, 8, 7)))
    let mask = try sample.region(try #require(sample.targets?.first))
    let box = Mask(size: mask.size, codes: mask.codes.map { $0 == Mask.ignored ? 1 : 0 })
    // The box of 12 × 12 pixels without those of the star.
    #expect(box.area == 144 - (try shared("labelme", 0, 0, 1)))
  }

  /// How many pixels two objects of a sample share.
  private func shared(_ format: String, _ index: Int, _ first: Int, _ second: Int) throws -> Int {
    let sample = try DatasetFolder.open(Recorded.path(format)).sample(at: index)
    let targets = try #require(sample.targets)
    return try Confusion(
      prediction: sample.region(targets[first]), target: sample.region(targets[second])
    ).intersection
  }

  @Test("YOLO's parts are chosen by name, and the other ones are told")
  func parts() throws {
    let folder = Recorded.path("yolo")
    let data = try AnnotatedDataset.yolo(folder)
    #expect(
      data.layout
        == "YOLO: images/val/, labels/val/, 2 images, split val (others: train), 1 without a label file"
    )
    #expect(try AnnotatedDataset.yolo(folder, split: "train").id(at: 0) == "train_a")
    #expect(
      throws: DatasetError.unknownSplit("test", of: "YOLO", in: folder, known: ["train", "val"])
    ) { try AnnotatedDataset.yolo(folder, split: "test") }
  }

  @Test(
    "data.yaml in its usual forms",
    arguments: [
      "names: [cat, 'big dog']\nnc: 2\n", "names: ['cat', \"big dog\"]  # two\n",
      "names:\n  - cat\n  - big dog\ntrain: x\n", "names:\n- cat\n- 'big dog'\n",
      "path: ..\nnames:\n  0: cat\n  1: big dog\n", "names: {0: cat, 1: 'big dog'}\r\n",
      "\u{FEFF}# a comment\nnames: [cat, big dog]\n",
    ])
  func settings(text: String) throws {
    try withTemporaryFolder { folder in
      try Files.write(Array(text.utf8), to: "\(folder)/data.yaml")
      #expect(try YOLOSettings("\(folder)/data.yaml").names == [0: "cat", 1: "big dog"])
    }
  }

  @Test(
    "tables of run lengths under their usual names, semicolons, marks, classes and both orders",
    arguments: [
      ("id,rle\na.png,1 3 6 1\n", "##.\n#.#\n"), ("\u{FEFF}id;rle\r\na;1 3 6 1\r\n", "##.\n#.#\n"),
      ("id,annotation\na,1 2 6 1\n", "##.\n..#\n"), ("img,rle_mask\na.png,1 2 6 1", "##.\n..#\n"),
      ("Image_Label,EncodedPixels\na.png_Fish,1 3 6 1\na.png_Sugar,\n", "##.\n#.#\n"),
      ("id,width,\"rle\"\n\"a\",3,\"1 3 6 1\"\n", "##.\n#.#\n"),
    ])
  func tables(text: String, picture: String) throws {
    try withTemporaryFolder { folder in
      let image = Raster(Image(size: Size(height: 2, width: 3), filledWith: Color(1, 2, 3)))
      try Files.write(ImageFile.encodePNG(image), to: "\(folder)/a.png")
      try Files.write(Array(text.utf8), to: "\(folder)/t.csv")
      let sample = try DatasetFolder.open("\(folder)/t.csv").sample(at: 0)
      #expect(sample.targets?.count == 1)
      #expect(
        try sample.region(try #require(sample.targets?.first)).picture + "\n" == picture)
    }
  }

  @Test(
    "damaged run lengths are named with their line",
    arguments: ["1 3 6", "0 3", "1 7", "5 9223372036854775807", "a b", "-3 4"])
  func badRuns(text: String) throws {
    try withTemporaryFolder { folder in
      let image = Raster(Image(size: Size(height: 2, width: 3), filledWith: Color(1, 2, 3)))
      try Files.write(ImageFile.encodePNG(image), to: "\(folder)/a.png")
      try Files.write(Array("id,rle\na,\(text)\n".utf8), to: "\(folder)/t.csv")
      let data = try DatasetFolder.open("\(folder)/t.csv")
      #expect(throws: DatasetError.self) { try data.sample(at: 0) }
    }
  }

  @Test(
    "formats of the field that are not read are named with the way round",
    arguments: [
      (
        "x.json", "[{\"id\": 1, \"annotations\": [], \"data\": {\"image\": \"a\"}}]", "Label Studio"
      ),
      ("x.json", "[{\"image_id\": 1, \"segmentation\": {}, \"score\": 1}]", "COCO's results"),
      ("x.json", "{\"type\": \"FeatureCollection\", \"features\": []}", "GeoJSON"),
      (
        "x.json", "{\"imgHeight\": 1, \"imgWidth\": 1, \"objects\": [{\"label\": \"a\"}]}",
        "Cityscapes"
      ),
      ("x.xml", "<annotation><object><bndbox/></object></annotation>", "Pascal VOC's XML"),
      ("x.xml", "<annotations><track id=\"0\"/></annotations>", "CVAT for video"),
      ("x.h5", "\u{FFFD}HDF\r\n", "HDF5"), ("x.mat", "MATLAB 7.3 MAT-file", "MATLAB 7.3"),
      ("x.nrrd", "NRRD0004", "NRRD"), ("x.parquet", "PAR1", "Parquet"),
      ("x.tfrecord", "anything", "TFRecord"), ("x.nii.gz", "\u{1F}", "NIfTI"),
      ("x.dcm", "anything", "DICOM"),
    ])
  func unread(file: String, content: String, name: String) throws {
    try withTemporaryFolder { folder in
      var bytes = Array(content.utf8)
      if bytes.starts(with: "\u{FFFD}".utf8) { bytes.replaceSubrange(..<3, with: [0x89]) }
      try Files.write(bytes, to: "\(folder)/\(file)")
      for path in ["\(folder)/\(file)", folder] {
        let error = #expect(throws: DatasetError.self) { try DatasetFolder.open(path) }
        guard case .unread(_, let format) = error else {
          Issue.record("\(error as Any)")
          continue
        }
        #expect(format.name.hasPrefix(name) && !format.way.isEmpty)
      }
    }
  }

  @Test("the table of VIA is read as its JSON")
  func viaTable() throws {
    try withTemporaryFolder { folder in
      let image = Raster(Image(size: Size(height: 4, width: 5), filledWith: Color(1, 2, 3)))
      for name in ["a", "b"] {
        try Files.write(ImageFile.encodePNG(image), to: "\(folder)/\(name).png")
      }
      let text = """
        filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes
        a.png,9,"{}",2,0,"{""name"":""rect"",""x"":1,""y"":0,""width"":2,""height"":3}","{""name"":""cat""}"
        a.png,9,"{}",2,1,"{""name"":""polyline"",""all_points_x"":[1,2],""all_points_y"":[1,2]}","{}"
        b.png,9,"{}",0,0,"{}","{}"
        """
      try Files.write(Array(text.utf8), to: "\(folder)/via.csv")
      let data = try DatasetFolder.open(folder)
      let sample = try data.sample(at: 0)
      #expect(try sample.region(sample.regions[0].region).picture == ".##..\n.##..\n.##..\n.....")
      #expect(sample.regions.map(\.category) == ["cat"] && sample.leftOut == ["a polyline"])
      #expect(try data.sample(at: 1).targets == [])
    }
  }

  @Test("pictures that a list does not name are counted, and boxes in place of masks are named")
  func unnamed() throws {
    try withTemporaryFolder { folder in
      let via = "\(folder)/via"
      try FileManager.default.copyItem(atPath: Recorded.path("via"), toPath: via)
      #expect(try DatasetFolder.open(via).layout == "VIA: via.json, 2 images")
      try FileManager.default.copyItem(atPath: "\(via)/a.jpg", toPath: "\(via)/z.jpg")
      #expect(
        try DatasetFolder.open(via).layout
          == "VIA: via.json, 2 images; 1 pictures beside these are not in it, such as z.jpg")
      let boxes = "\(folder)/boxes"
      for part in ["JPEGImages", "Annotations"] { try Files.makeFolder("\(boxes)/\(part)") }
      try FileManager.default.copyItem(
        atPath: "\(via)/a.jpg", toPath: "\(boxes)/JPEGImages/a.jpg")
      let xml = "<annotation><object><bndbox/></object></annotation>"
      try Files.write(Array(xml.utf8), to: "\(boxes)/Annotations/a.xml")
      let error = #expect(throws: DatasetError.self) { try DatasetFolder.open(boxes) }
      #expect("\(error as Any)".contains("Pascal VOC"))
    }
  }

  @Test("a bitmap that inflates to more than the picture can hold is refused")
  func bomb() throws {
    try withTemporaryFolder { folder in
      for part in ["img", "ann"] { try Files.makeFolder("\(folder)/\(part)") }
      let image = Raster(Image(size: Size(height: 4, width: 5), filledWith: Color(1, 2, 3)))
      try Files.write(ImageFile.encodePNG(image), to: "\(folder)/img/a.png")
      // zlib's header, then blocks of 65,535 bytes as they are.
      let block = [0x00, 0xFF, 0xFF, 0x00, 0x00] + [UInt8](repeating: 0, count: 65_535)
      let data = Base64.encode([0x78, 0x01] + block + block)
      let json =
        "{\"size\": {\"height\": 4, \"width\": 5}, \"objects\": [{\"geometryType\": \"bitmap\", "
        + "\"bitmap\": {\"origin\": [0, 0], \"data\": \"\(String(decoding: data, as: UTF8.self))\"}}]}"
      try Files.write(Array(json.utf8), to: "\(folder)/ann/a.png.json")
      #expect(
        throws: DatasetError.badAnnotation(
          file: "\(folder)/ann/a.png.json", place: "",
          detail: "the data of a bitmap cannot be decompressed to a part of the picture")
      ) { try AnnotatedDataset.supervisely(folder).sample(at: 0) }
    }
  }

  @Test("labels that are boxes alone are an error that says so")
  func boxes() throws {
    try withTemporaryFolder { folder in
      for part in ["images", "labels"] { try Files.makeFolder("\(folder)/\(part)") }
      let image = Raster(Image(size: Size(height: 2, width: 3), filledWith: Color(1, 2, 3)))
      try Files.write(ImageFile.encodePNG(image), to: "\(folder)/images/a.png")
      try Files.write(Array("0 0.5 0.5 0.2 0.2\n".utf8), to: "\(folder)/labels/a.txt")
      #expect(throws: DatasetError.boxesAlone(file: "\(folder)/labels")) {
        try DatasetFolder.open(folder)
      }
    }
  }

  @Test(
    "a file that is cut off or changed anywhere is an error, or still a sample",
    arguments: [
      ("labelme", "a.json"), ("cvat", "annotations.xml"), ("via", "via.json"),
      ("yolo", "labels/val/val_a.txt"), ("yolo", "data.yaml"), ("sa1b", "sa_1.json"),
      ("supervisely", "ds/ann/a.jpg.json"), ("run_lengths", "train.csv"),
    ])
  func damaged(format: String, file: String) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        atPath: Recorded.path(format), toPath: "\(folder)/\(format)")
      let path = "\(folder)/\(format)/\(file)"
      let bytes = try Files.read(path)
      func load() {
        guard let data = try? DatasetFolder.open("\(folder)/\(format)") else { return }
        for index in 0..<data.count { _ = try? data.sample(at: index) }
      }
      for end in stride(from: 0, to: bytes.count, by: max(bytes.count / 25, 1)) {
        try Files.write(Array(bytes[..<end]), to: path)
        load()
      }
      var generator = RandomKey(root: 2, purpose: "damage").generator()
      let wild = ["1e308", "-9223372036854775808", "nan", "1e-400", "]]", "<x>", "\"", "9e18"]
      for turn in 0..<80 {
        var changed = bytes
        for _ in 0..<(1 + turn % 3) {
          changed[generator.index(below: changed.count)] = UInt8(generator.index(below: 256))
        }
        if turn % 2 == 0 {
          let place = generator.index(below: changed.count)
          changed.replaceSubrange(
            place..<min(place + 3, changed.count), with: wild[turn / 2 % wild.count].utf8)
        }
        try Files.write(changed, to: path)
        load()
      }
    }
  }
}
