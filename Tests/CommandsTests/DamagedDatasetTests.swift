import Basics
import Foundation
import Testing
import TestSupport

/// Every loader's data set, damaged: what a user is told, and whether work goes on.
@Suite("Damaged data sets at the shell")
struct DamagedDatasetTests {
  /// A recorded data set and what is damaged in it.
  struct Case: CustomTestStringConvertible, Sendable {
    /// The recorded folder, and the list in it where that is what is opened.
    let name: String
    /// The script's call that opens what `PATH` stands for.
    let open: String
    /// A picture of a sample, and the sample's id.
    let image: (file: String, id: String)
    /// The annotation of that sample alone, where it has a file of its own.
    var annotation: String?
    /// A file of the whole data set without which nothing opens.
    var list: String?
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "grabcut", open: "datasets.grabcut(PATH)", image: ("data_GT/a.jpg", "a"),
      annotation: "boundary_GT/a.bmp"),
    Case(
      name: "berkeley", open: "datasets.berkeley(PATH)", image: ("images/a.jpg", "a"),
      annotation: "masks/a.png"),
    Case(
      name: "coco_mval", open: "datasets.coco_mval(PATH)", image: ("img/a.jpg", "a"),
      annotation: "gt/a.png"),
    Case(
      name: "davis_frames", open: "datasets.davis(PATH)",
      image: ("img/bear_00000.jpg", "bear_00000"), annotation: "gt/bear_00000.png"),
    Case(
      name: "davis2016", open: "datasets.davis(PATH)",
      image: ("JPEGImages/480p/bear/00001.jpg", "bear/00001"),
      annotation: "Annotations/480p/bear/00001.png"),
    Case(
      name: "davis", open: "datasets.davis(PATH)",
      image: ("JPEGImages/480p/camel/00001.jpg", "camel/00001"),
      annotation: "Annotations/480p/camel/00001.png"),
    Case(
      name: "davis585", open: "datasets.davis585(PATH)",
      image: ("bear/00009.jpg", "bear/object1_00009"),
      annotation: "bear/init_sp_object1_00009.png"),
    Case(
      name: "sbd", open: "datasets.sbd(PATH)", image: ("img/2008_000001.jpg", "2008_000001"),
      annotation: "inst/2008_000001.mat"),
    Case(
      name: "voc", open: "datasets.pascal_voc(PATH)",
      image: ("JPEGImages/2007_000032.jpg", "2007_000032"),
      annotation: "SegmentationObject/2007_000032.png"),
    Case(
      name: "coco", open: "datasets.coco(PATH)",
      image: ("val2017/000000000007.jpg", "000000000007"),
      list: "annotations/instances_val2017.json"),
    Case(
      name: "lvis_data", open: "datasets.lvis(PATH)",
      image: ("val2017/000000000008.jpg", "000000000008"), list: "lvis_v1_val.json"),
    Case(
      name: "panoptic", open: "datasets.coco_panoptic(PATH)",
      image: ("val2017/000000000007.jpg", "000000000007"),
      annotation: "annotations/panoptic_val2017/000000000007.png",
      list: "annotations/panoptic_val2017.json"),
    Case(
      name: "coco_lvis", open: "datasets.coco_lvis(PATH)",
      image: ("train/images/000000000034.jpg", "000000000034"),
      annotation: "train/masks/000000000034.pickle", list: "train/hannotation.pickle"),
    Case(
      name: "prepared", open: "datasets.coco_lvis(PATH)",
      image: ("train/images/000000000034.jpg", "000000000034"),
      annotation: "train/masks/000000000034_1.png", list: "train/hierarchy.jsonl"),
    Case(
      name: "ade20k/full", open: "datasets.ade20k(PATH)",
      image: ("images/validation/a/abbey/ADE_val_00000001.jpg", "ADE_val_00000001"),
      annotation: "images/validation/a/abbey/ADE_val_00000001_seg.png"),
    Case(
      name: "ade20k/parsing", open: "datasets.ade20k(PATH)",
      image: ("images/validation/ADE_val_00000001.jpg", "ADE_val_00000001"),
      annotation: "annotations/validation/ADE_val_00000001.png"),
    Case(
      name: "open_images", open: "datasets.open_images(PATH)",
      image: ("validation/images/0001eeaf4aed83f9.jpg", "0001eeaf4aed83f9"),
      annotation: "validation/masks/0001eeaf4aed83f9_0cmf2_0.png",
      list: "validation-annotations-object-segmentation.csv"),
    Case(
      name: "bsds", open: "datasets.bsds500(PATH)", image: ("images/val/100007.jpg", "100007"),
      annotation: "groundTruth/val/100007.mat"),
    Case(
      name: "hqseg", open: "datasets.hqseg44k(PATH)", image: ("DIS5K/DIS-VD/im/a.jpg", "DIS-VD/a"),
      annotation: "DIS5K/DIS-VD/gt/a.png"),
    Case(
      name: "manifest", open: "datasets.manifest(PATH + \"/list.csv\")",
      image: ("photos/one.jpg", "one"), annotation: "truth/one_1.png", list: "list.csv"),
    Case(
      name: "labelme", open: "datasets.labelme(PATH)", image: ("a.jpg", "a"), annotation: "a.json"),
    Case(
      name: "cvat", open: "datasets.cvat(PATH)", image: ("images/a.jpg", "a"),
      list: "annotations.xml"),
    Case(name: "via", open: "datasets.via(PATH)", image: ("a.jpg", "a"), list: "via.json"),
    Case(
      name: "yolo", open: "datasets.yolo(PATH)", image: ("images/val/val_a.jpg", "val_a"),
      annotation: "labels/val/val_a.txt"),
    Case(
      name: "sa1b", open: "datasets.sa1b(PATH)", image: ("sa_1.jpg", "sa_1"),
      annotation: "sa_1.json"),
    Case(
      name: "supervisely", open: "datasets.supervisely(PATH)", image: ("ds/img/a.jpg", "a"),
      annotation: "ds/ann/a.jpg.json"),
    Case(
      name: "run_lengths", open: "datasets.rle(PATH)", image: ("images/a.jpg", "a"),
      list: "train.csv"),
    Case(
      name: "berkeley", open: "datasets.folder(PATH)", image: ("images/a.jpg", "a"),
      annotation: "masks/a.png"),
  ]

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "DatasetsTests/Fixtures")
    .path(percentEncoded: false)

  /// Runs lines of a script in which `PATH` is a copy of the recorded data set after `damage`.
  private func run(
    _ example: Case, _ lines: String, damage: (String) throws -> Void
  ) throws -> Shell.Outcome {
    try withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        atPath: "\(Self.fixtures)/\(example.name)", toPath: "\(folder)/data")
      try damage("\(folder)/data")
      return try Shell.segue("-c", "PATH = \"data\"\n\(lines)", in: folder)
    }
  }

  /// Leaves three fifths of a file; of a pickle, what would run a command where it were trusted.
  private func damage(_ path: String) throws {
    let bytes = try Files.read(path)
    let part = Array(bytes.prefix(bytes.count * 3 / 5))
    try Files.write(
      path.hasSuffix(".pickle") ? Array("cos\nsystem\n(S'true'\ntR.".utf8) : part, to: path)
  }

  @Test(
    "a picture that is cut off is one line naming file and sample; --skip-bad counts it",
    arguments: cases)
  func image(_ example: Case) throws {
    try expectSkipped(example, file: example.image.file)
  }

  @Test("so is an annotation that is cut off or would run a command", arguments: cases)
  func annotation(_ example: Case) throws {
    if let file = example.annotation { try expectSkipped(example, file: file) }
  }

  private func expectSkipped(_ example: Case, file: String) throws {
    let script = """
      data = \(example.open)
      report = inspect(data)
      print(report.failures, report.count)
      try:
          inspect(data, skip_bad=False)
      except Exception as e:
          print(e)
      """
    let outcome = try run(example, script) { try damage("\($0)/\(file)") }
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.output.split(separator: "\n")
    try #require(lines.count == 2, "\(outcome.output)\(outcome.messages)")
    #expect(lines[0].hasPrefix("[\"\(example.image.id)\"]"), "\(lines[0])")
    #expect(lines[1].contains("\"sample '\(example.image.id)': "), "\(lines[1])")
    #expect(lines[1].contains("data/\(file)"), "\(lines[1])")
  }

  @Test("a list that is cut off is one line naming it", arguments: cases.filter { $0.list != nil })
  func list(_ example: Case) throws {
    let file = try #require(example.list)
    let outcome = try run(example, example.open) { try damage("\($0)/\(file)") }
    #expect(outcome.status != 0)
    #expect(outcome.messages.contains("data/\(file)"), "\(outcome.messages)")
    #expect(outcome.messages.components(separatedBy: "error:").count == 2, "\(outcome.messages)")
  }

  @Test(
    "a folder without files, and empty folders in it, are one line naming a folder",
    arguments: cases)
  func empty(_ example: Case) throws {
    for keepsFolders in [false, true] {
      let outcome = try run(example, example.open) { folder in
        let manager = FileManager.default
        for name in try manager.subpathsOfDirectory(atPath: folder) {
          let isFolder = Files.kind(of: "\(folder)/\(name)") == .folder
          if !(isFolder && keepsFolders) { try? manager.removeItem(atPath: "\(folder)/\(name)") }
        }
      }
      #expect(outcome.status != 0, "\(outcome.output)")
      #expect(outcome.messages.contains("'data"), "\(outcome.messages)")
      #expect(
        outcome.messages.components(separatedBy: "error:").count == 2, "\(outcome.messages)")
    }
  }
}
