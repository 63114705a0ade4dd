import Basics
import Foundation
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Layouts are recognised")
struct RecognitionTests {
  @Test(
    "each recorded folder is opened as what it is",
    arguments: [
      ("sbd", "SBD"), ("bsds", "BSDS500"), ("coco", "COCO"), ("lvis_data", "LVIS"),
      ("panoptic", "COCO_panoptic"), ("coco_lvis", "COCO+LVIS"), ("voc", "PascalVOC"),
      ("davis", "DAVIS2017"), ("davis585", "DAVIS585_SP"), ("ade20k/full", "ADE20K"),
      ("ade20k/parsing", "ADE20K"), ("open_images", "OpenImages"), ("hqseg", "HQSeg44K"),
      ("grabcut", "GrabCut"), ("berkeley", "berkeley"), ("coco_mval", "COCO_MVal"),
      ("davis_frames", "DAVIS"), ("davis2016", "DAVIS2016"), ("prepared", "COCO+LVIS"),
      ("manifest/list.csv", "list"), ("manifest/list.jsonl", "list"),
      ("coco/annotations/instances_val2017.json", "COCO"),
      ("lvis_data/lvis_v1_val.json", "LVIS"),
      ("panoptic/annotations/panoptic_val2017.json", "COCO_panoptic"),
      ("labelme", "labelme"), ("labelme/a.json", "a"), ("cvat", "cvat"),
      ("cvat/annotations.xml", "annotations"), ("via", "via"), ("via/via.json", "via"),
      ("yolo", "yolo"), ("yolo/data.yaml", "yolo"), ("sa1b", "SA-1B"),
      ("sa1b/sa_2.json", "SA-1B"), ("supervisely", "supervisely"), ("supervisely/ds", "ds"),
      ("run_lengths", "run_lengths"), ("run_lengths/train.csv", "train"),
    ])
  func recorded(folder: String, name: String) throws {
    let data = try DatasetFolder.open(RecordedDatasets.path(folder))
    #expect(data.name == name)
    #expect(try data.sample(at: 0).layers[0].presentIDs != [0])
  }

  @Test("a folder around one data set is opened as that one")
  func wrapped() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        atPath: RecordedDatasets.path("voc"), toPath: "\(folder)/VOC2012")
      #expect(try DatasetFolder.open(folder).name == "PascalVOC")
    }
  }

  @Test(
    "COCO's JSON is known by its content, whatever file and folders are called",
    arguments: [
      ("panoptic", "annotations/panoptic_val2017", "COCO_panoptic"),
      ("coco", "annotations/instances_val2017", "export"),
    ])
  func renamed(fixture: String, file: String, name: String) throws {
    try withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        atPath: RecordedDatasets.path(fixture), toPath: "\(folder)/data")
      let whole = try DatasetFolder.open("\(folder)/data").sample(at: 0)
      for (old, new) in [("\(file).json", "export.json"), (file, "ids"), ("val2017", "photos")]
      where Files.kind(of: "\(folder)/data/\(old)") != nil {
        try FileManager.default.moveItem(
          atPath: "\(folder)/data/\(old)", toPath: "\(folder)/data/\(new)")
      }
      let data = try DatasetFolder.open("\(folder)/data")
      #expect(data.name == name)
      #expect(try data.sample(at: 0).layers == whole.layers)
      #expect(try DatasetFolder.open("\(folder)/data/export.json").layout == data.layout)
    }
  }

  @Test("a second panoptic file, or a second folder that holds its PNG files, must be chosen")
  func ambiguousPanoptic() throws {
    try withTemporaryFolder { folder in
      let json = "{\"annotations\": [{\"file_name\": \"1.png\", \"segments_info\": []}]}"
      for name in ["a.json", "b.json"] {
        try Files.write(Array(json.utf8), to: "\(folder)/\(name)")
      }
      let choices = ["a", "b"].map { "datasets.coco_panoptic(\"\(folder)/\($0).json\")" }
      #expect(throws: DatasetError.ambiguous(folder: folder, choices: choices)) {
        try DatasetFolder.open(folder)
      }
      #expect(throws: DatasetError.missingFile("\(folder)/a/1.png", of: "COCO panoptic")) {
        try DatasetFolder.open("\(folder)/a.json")
      }
      for name in ["x", "y"] { try put(folder, "\(name)/1.png", [0, 0]) }
      #expect(throws: DatasetError.self) { try DatasetFolder.open("\(folder)/a.json") }
      try put(folder, "a/1.png", [0, 0])
      #expect(try DatasetFolder.open("\(folder)/a.json").layout == "COCO panoptic: a.json, a/")
    }
  }

  private func put(_ folder: String, _ name: String, _ bytes: [UInt8]) throws {
    let path = "\(folder)/\(name)"
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    let raster = Raster(
      size: Size(height: 1, width: bytes.count), channels: 1, bitDepth: 8, samples: .bytes(bytes))
    try Files.write(ImageFile.encodePNG(raster), to: path)
  }

  @Test(
    "a plain folder's rule follows from its first masks, and a folder called labels holds ids",
    arguments: [
      ("masks", [0, 255, 128, 255] as [UInt8], MaskRule.boundary128),
      ("masks", [0, 1, 1, 0], .boundary128),
      ("masks", [0, 1, 2, 3], .labels), ("masks", [0, 7, 7, 9], .labels),
      ("labels", [0, 200, 201, 255], .labels), ("gt", [0, 90, 180, 255], .boundary128),
    ])
  func rules(folder: String, values: [UInt8], rule: MaskRule) throws {
    try withTemporaryFolder { path in
      try put(path, "mine/images/a.png", [9, 9, 9, 9])
      try put(path, "mine/\(folder)/a.png", values)
      let data = try #require(try DatasetFolder.open("\(path)/mine") as? FolderDataset)
      #expect(data.rule == rule)
    }
  }

  @Test("a subfolder an image, a folder an image, and masks beside their images")
  func severalMasks() throws {
    try withTemporaryFolder { path in
      try put(path, "a/images/x.png", [9, 9, 9])
      try put(path, "a/masks/x/one.png", [255, 0, 0])
      try put(path, "a/masks/x/two.png", [255, 255, 0])
      try put(path, "b/x/images/x.png", [9, 9, 9])
      try put(path, "b/x/masks/1.png", [255, 0, 0])
      try put(path, "b/x/masks/2.png", [0, 0, 255])
      try put(path, "c/x.png", [9, 9, 9])
      try put(path, "c/x_mask.png", [0, 255, 0])
      for (folder, objects) in [("a", ["#..", "##."]), ("b", ["#..", "..#"]), ("c", [".#."])] {
        let data = try EvaluationDataset(DatasetFolder.open("\(path)/\(folder)"))
        #expect(data.indices.count == 1)
        #expect(try data.load(at: 0).objects.map(\.target.picture) == objects)
      }
    }
  }

  @Test("DSB2018 in both its forms: each nucleus a target")
  func dsb2018() throws {
    try withTemporaryFolder { path in
      try put(path, "a/stage1_train/x/images/x.png", [9, 9, 9])
      try put(path, "a/stage1_train/x/masks/1.png", [255, 0, 0])
      try put(path, "a/stage1_train/x/masks/2.png", [0, 0, 255])
      try put(path, "b/images/x.png", [9, 9, 9])
      try put(path, "b/labels/x.png", [1, 0, 2])
      for folder in ["a", "b"] {
        let data = try EvaluationDataset(FolderDataset.dsb2018("\(path)/\(folder)"))
        #expect(data.name == "DSB2018")
        #expect(try data.load(at: 0).objects.map(\.target.picture) == ["#..", "..#"])
      }
    }
  }

  @Test("objects that do not overlap share a layer, others do not")
  func packing() throws {
    var packing = LayerPacking(size: Size(height: 1, width: 4), sample: "x")
    let places = try ["##..", "..#.", ".#..", "...#", "?..#"].map { try packing.add(mask($0)) }
    #expect(places.map(\.layer) == [0, 0, 1, 0, 2])
    #expect(places.map(\.id) == [1, 2, 3, 4, 5])
    #expect(packing.layers[0].ids == [1, 1, 2, 4])
    #expect(packing.layers[2].ids == [LabelMap.ignored, 0, 0, 5])
  }

  @Test("ids where black and white are expected are an error that says so")
  func looksLikeLabels() throws {
    try withTemporaryFolder { path in
      try put(path, "images/a.png", [9, 9])
      try put(path, "masks/a.png", [0, 3])
      let data = try FolderDataset.plain(path, reading: MaskReader.Choice(rule: .boundary128))
      #expect(throws: DatasetError.looksLikeLabels(mask: "\(path)/masks/a.png", values: 0...3)) {
        try data.sample(at: 0)
      }
    }
  }

  @Test("two annotations in one folder are named with the commands that open them")
  func ambiguous() throws {
    try withTemporaryFolder { path in
      try Files.makeFolder("\(path)/annotations")
      for (name, member) in [("instances", "segmentation"), ("panoptic", "segments_info")] {
        try Files.write(
          Array("{\"annotations\": [{\"\(member)\": []}]}".utf8),
          to: "\(path)/annotations/\(name)_val2017.json")
      }
      #expect(
        throws: DatasetError.ambiguous(
          folder: path,
          choices: ["datasets.coco(\"\(path)\")", "datasets.coco_panoptic(\"\(path)\")"])
      ) { try DatasetFolder.open(path) }
    }
  }

  @Test("a manifest: several rows an image, JSON lines, ids, initial masks")
  func manifests() throws {
    try withTemporaryFolder { path in
      try put(path, "i/x.png", [9, 9, 9])
      try put(path, "m/1.png", [255, 0, 0])
      try put(path, "m/2.png", [0, 255, 0])
      let table = "image,mask\n\"i/x.png\",m/1.png\r\ni/x.png,m/2.png\n"
      try Files.write(Array(table.utf8), to: "\(path)/list.csv")
      let lines =
        "{\"id\": \"a\", \"image\": \"i/x.png\", \"mask\": [\"m/1.png\", \"m/2.png\"]}\n\n"
        + "{\"id\": \"b\", \"image\": \"i/x.png\", \"mask\": \"m/2.png\", \"initial_mask\": \"m/1.png\"}\n"
      try Files.write(Array(lines.utf8), to: "\(path)/list.jsonl")
      let first = try EvaluationDataset(DatasetFolder.open("\(path)/list.csv")).load(at: 0)
      #expect(first.objects.map(\.target.picture) == ["#..", ".#."])
      let data = try EvaluationDataset(DatasetFolder.open("\(path)/list.jsonl"))
      #expect(
        try data.indices.map { try data.load(at: $0).objects.map(\.id) } == [["a", "a#2"], ["b"]])
      #expect(try data.load(at: 1).objects[0].initialMask?.picture == "#..")
      try Files.write(Array("image,mask\nx.png\n".utf8), to: "\(path)/bad.csv")
      #expect(
        throws: DatasetError.badAnnotation(
          file: "\(path)/bad.csv", place: "line 2", detail: "1 fields, but the header has 2")
      ) { try DatasetFolder.open("\(path)/bad.csv") }
    }
  }

  @Test("fields in quotes hold commas, quotes and line ends")
  func delimited() {
    let table = DelimitedText(Array("a,b\n\"x, \"\"y\"\"\nz\",2\n\n,\n".utf8))
    #expect(table.header == ["a", "b"])
    #expect(table.rows.map(\.fields) == [["x, \"y\"\nz", "2"], ["", ""]])
    #expect(table.rows.map(\.line) == [2, 5])
  }
}
