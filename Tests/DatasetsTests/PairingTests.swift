import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Which mask belongs to which image")
struct PairingTests {
  /// Writes pictures of one row: `9` for images, the given row for masks.
  private func folder<Result>(
    _ files: [String], masks: [String: [UInt8]] = [:], _ body: (String) throws -> Result
  ) throws -> Result {
    try withTemporaryFolder { folder in
      for name in files { try put("\(folder)/\(name)", masks[name] ?? [9, 9, 9]) }
      for (name, row) in masks where !files.contains(name) { try put("\(folder)/\(name)", row) }
      return try body(folder)
    }
  }

  private func put(_ path: String, _ bytes: [UInt8]) throws {
    try Files.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    let raster = Raster(
      size: Size(height: 1, width: bytes.count), channels: 1, bitDepth: 8, samples: .bytes(bytes))
    let isJPEG = path.lowercased().hasSuffix(".jpg") || path.lowercased().hasSuffix(".jpeg")
    try Files.write(
      isJPEG ? ImageFile.encodeJPEG(raster.image) : ImageFile.encodePNG(raster), to: path)
  }

  /// The masks' rows by the ids of the samples; of several objects one behind the other.
  private func rows(_ data: any SegDataset) throws -> [String: String] {
    var rows: [String: String] = [:]
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      rows[data.id(at: index)] = try (sample.targets ?? []).map { try sample.region($0).picture }
        .joined(separator: " ")
    }
    return rows
  }

  private func expect(_ path: String, _ expected: [String: String]) throws {
    let found = try rows(DatasetFolder.open(path))
    #expect(found == expected)
  }

  @Test("a mask that is named as another image is not the first of several of this one")
  func noStealing() throws {
    try folder(
      ["images/cat.png", "images/cat_1.png"], masks: ["masks/cat_1.png": [255, 0, 0]]
    ) { folder in
      #expect(throws: DatasetError.self) { try DatasetFolder.open(folder) }
      let data = try DatasetFolder.open(folder, checks: false)
      #expect(throws: DatasetError.self) { try data.sample(at: 0) }
      #expect(try data.sample(at: 1).targets?.count == 1)
    }
    try folder(
      ["images/cat.png", "images/cat_1.png"],
      masks: [
        "masks/cat_1.png": [255, 0, 0], "masks/cat_2.png": [0, 255, 0],
        "masks/cat_3.png": [0, 0, 255],
      ]
    ) { folder in
      try expect(folder, ["cat": ".#. ..#", "cat_1": "#.."])
    }
  }

  @Test("a name up to the first dot leads to a mask only where one image has it")
  func firstDot() throws {
    try folder(["images/a.0.png"], masks: ["masks/a.png": [255, 0, 0]]) { folder in
      try expect(folder, ["a.0": "#.."])
    }
    try folder(["images/a.0.png", "images/a.1.png"], masks: ["masks/a.png": [255, 0, 0]]) {
      folder in
      let data = try #require(try DatasetFolder.open(folder, checks: false) as? FolderDataset)
      #expect(data.items.map(\.maskPaths) == [[], []])
      #expect(data.remarks == [.masksWithoutImage(["a.png"])])
    }
  }

  @Test(
    "pictures end in capitals, too, and names that differ in their case make a pair that is told")
  func letters() throws {
    try folder(
      ["Images/A.JPG", "Images/b.JPEG"],
      masks: ["Masks/a.PNG": [255, 0, 0], "Masks/b.png": [0, 0, 255]]
    ) { folder in
      let data = try DatasetFolder.open(folder)
      #expect(try rows(data) == ["A": "#..", "b": "..#"])
      #expect(data.remarks == [.matchedByCase(["A.JPG"])])
    }
  }

  @Test(
    "where no mask is named as its image but all by one rule, the rule is taken and told",
    arguments: [
      (["images/a.png", "images/b.png"], ["masks/a_mask.png", "masks/b_mask.png"], "_mask.*"),
      (["images/a.png", "images/b.png"], ["masks/mask_a.png", "masks/mask_b.png"], "mask_<name>"),
      (
        ["images/1_sat.png", "images/2_sat.png"], ["masks/1_mask.png", "masks/2_mask.png"], "_sat.*"
      ),
      (
        ["images/img_1.png", "images/img_2.png"], ["masks/mask_1.png", "masks/mask_2.png"], "img_"
      ),
      (
        ["imagesTr/c_0_0000.png", "imagesTr/c_1_0000.png"],
        ["labelsTr/c_0.png", "labelsTr/c_1.png"],
        "_0000"
      ),
      (["images/s/a.png", "images/s/b.png"], ["masks/s/a-gt.png", "masks/s/b-gt.png"], "-gt"),
    ])
  func affixes(images: [String], masks: [String], rule: String) throws {
    let values = [masks[0]: [1, 0, 0], masks[1]: [0, 0, 1]] as [String: [UInt8]]
    try folder(images, masks: values) { folder in
      let data = try DatasetFolder.open(folder)
      #expect(try rows(data).sorted { $0.key < $1.key }.map(\.value) == ["#..", "..#"])
      #expect(data.remarks.first?.names.first?.contains(rule) == true, "\(data.remarks)")
    }
  }

  @Test(
    "a rule that is a number, or one of two that lead as far, is not taken but offered",
    arguments: [
      ["masks/a1.png", "masks/b1.png"],
      ["masks/a_x.png", "masks/b_x.png", "masks/a_y.png", "masks/b_y.png"],
    ])
  func ambiguousAffixes(masks: [String]) throws {
    let values = Dictionary(uniqueKeysWithValues: masks.map { ($0, [255, 0, 0] as [UInt8]) })
    try folder(["images/a.png", "images/b.png"], masks: values) { folder in
      let error = #expect(throws: DatasetError.self) { try DatasetFolder.open(folder) }
      guard case .noMask(_, _, _, let near) = try #require(error) else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(near.first == FileName.last(of: masks[0]))
    }
  }

  @Test("images in subfolders have their masks in subfolders of the same names")
  func nested() throws {
    try folder(
      ["images/x/a.png", "images/y/deep/a.png", "images/alone/c.png", "images/b.png"],
      masks: [
        "masks/x/a.png": [255, 0, 0], "masks/y/deep/a.png": [0, 255, 0],
        "masks/b.png": [0, 0, 255],
        "masks/other/d.png": [0, 0, 255], "masks/e.png": [0, 0, 255],
      ]
    ) { folder in
      let data = try DatasetFolder.open(folder)
      #expect(try rows(data) == ["b": "..#", "x/a": "#..", "y/deep/a": ".#."])
      #expect(
        data.remarks == [
          .masksWithoutImage(["e.png"]),
          .foldersPassedOver(["images/alone/", "masks/other/"], pictures: 2),
        ])
    }
  }

  @Test("parts below the root, or below images and masks, are joined, or one is taken")
  func parts() throws {
    let splits = ["train", "val"]
    let masks = ["a": [255, 0, 0], "b": [0, 255, 0]] as [String: [UInt8]]
    let expected = ["train/a": "#..", "train/b": ".#.", "val/a": "#..", "val/b": ".#."]
    for isBelow in [true, false] {
      func path(_ kind: String, _ split: String, _ name: String) -> String {
        isBelow ? "\(kind)/\(split)/\(name).png" : "\(split)/\(kind)/\(name).png"
      }
      let images = splits.flatMap { split in masks.keys.map { path("images", split, $0) } }
      let files = splits.flatMap { split in masks.map { (path("masks", split, $0), $1) } }
      try folder(images, masks: Dictionary(uniqueKeysWithValues: files)) { folder in
        let data = try DatasetFolder.open(folder)
        #expect(try rows(data) == expected)
        #expect(isBelow || data.remarks == [.partsJoined(["train (2)", "val (2)"])])
        let part = try rows(FolderDataset.plain(folder, split: "val"))
        #expect(part == ["a": "#..", "b": ".#."])
        #expect(throws: DatasetError.self) { try FolderDataset.plain(folder, split: "test") }
      }
    }
  }

  @Test("images and masks in one folder: told apart by ending, or by what ends the masks' names")
  func flat() throws {
    try folder(["a.jpg", "b.JPG"], masks: ["a.png": [255, 0, 0], "b.png": [0, 0, 255]]) { folder in
      try expect(folder, ["a": "#..", "b": "..#"])
    }
    try folder(["a.png", "b.png"], masks: ["a_gt.png": [255, 0, 0], "b_gt.png": [0, 0, 255]]) {
      folder in
      try expect(folder, ["a": "#..", "b": "..#"])
    }
  }

  @Test("two images of one name share its mask, which is told")
  func sameStem() throws {
    try folder(["images/a.jpg", "images/a.png"], masks: ["masks/a.png": [255, 0, 0]]) { folder in
      let data = try DatasetFolder.open(folder)
      #expect((0..<2).map(data.id) == ["a.jpg", "a.png"])
      #expect(data.remarks == [.imagesSharingMask(["a"])])
    }
  }

  @Test("folders may be given from the root on")
  func absolute() throws {
    try folder(["here/a.png"], masks: ["there/a.png": [255, 0, 0]]) { folder in
      let data = try FolderDataset.plain(".", images: "\(folder)/here", masks: "\(folder)/there")
      #expect(try rows(data) == ["a": "#.."])
    }
  }

  @Test(
    "a list may have semicolons, a byte-order mark, capitals and backslashes; JSON may be one list")
  func manifests() throws {
    try folder(["i/a.png"], masks: ["m/a.png": [255, 0, 0]]) { folder in
      for (name, text) in [
        ("list.csv", "\u{FEFF}image;mask\r\ni/a.png;m/a.png\r\n"),
        ("LIST.CSV", "Image, Mask\ni\\a.png,m\\a.png\n"),
        ("list.tsv", "mask\timage\nm/a.png\ti/a.png"),
        ("list.json", "\u{FEFF}[{\"image\": \"i/a.png\", \"mask\": \"m/a.png\"}]"),
      ] {
        try Files.write(Array(text.utf8), to: "\(folder)/\(name)")
        #expect(try rows(DatasetFolder.open("\(folder)/\(name)")) == ["a": "#.."], "\(name)")
      }
    }
  }
}
