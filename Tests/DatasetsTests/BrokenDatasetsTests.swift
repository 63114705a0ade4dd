import Basics
import Foundation
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Broken data sets")
struct BrokenDatasetsTests {
  /// A copy of a recorded data set that may be changed.
  private func copy<Result>(of name: String, _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
      try FileManager.default.copyItem(
        atPath: RecordedDatasets.path(name), toPath: "\(folder)/data")
      return try body("\(folder)/data")
    }
  }

  @Test(
    "a MATLAB file that is cut off or changed anywhere is an error with its name, or still a sample",
    arguments: ["2008_000001", "2008_000002"])
  func damagedMATLAB(id: String) throws {
    try copy(of: "sbd") { folder in
      let path = "\(folder)/inst/\(id).mat"
      let bytes = try Files.read(path)
      let data = try SBDDataset(folder)
      let index = id == "2008_000001" ? 0 : 1
      func expectNamed() throws {
        do { _ = try data.sample(at: index) } catch let error as DatasetError {
          #expect("\(error)".contains(path))
        }
      }
      for end in stride(from: 0, to: bytes.count, by: max(bytes.count / 20, 1)) {
        try Files.write(Array(bytes[..<end]), to: path)
        try expectNamed()
      }
      var generator = RandomKey(root: 1, purpose: "damage").generator()
      for _ in 0..<60 {
        var changed = bytes
        for _ in 0..<3 {
          changed[generator.index(below: bytes.count)] = UInt8(generator.index(below: 256))
        }
        try Files.write(changed, to: path)
        try expectNamed()
      }
    }
  }

  @Test("MATLAB 7.3 and other files are told apart")
  func otherMATLAB() {
    let hdf = Array("MATLAB 7.3 MAT-file".utf8) + [UInt8](repeating: 0, count: 200)
    #expect(throws: MATFile.Fault.level73) { try MATFile.variables(of: hdf) }
    #expect(throws: MATFile.Fault.notLevel5) {
      try MATFile.variables(of: [UInt8](repeating: 7, count: 300))
    }
  }

  @Test("a pickle that names anything to run is refused, with the file")
  func hostilePickle() throws {
    try copy(of: "coco_lvis") { folder in
      let path = "\(folder)/train/masks/000000000030.pickle"
      try Files.write(Array("cos\nsystem\n(S'true'\ntR.".utf8), to: path)
      let error = #expect(throws: DatasetError.self) {
        try COCOLVISDataset(folder).sample(at: 0)
      }
      #expect("\(try #require(error))".contains(path))
    }
  }

  @Test(
    "run lengths that are too long, too short, negative or cut off are refused",
    arguments: [[4, 3], [3, 2], [2, -1, 5], [Int.max, Int.max]])
  func badRuns(counts: [Int]) {
    #expect(throws: COCORuns.Fault.self) {
      try COCORuns(size: Size(height: 2, width: 3), counts: counts)
    }
    #expect(throws: COCORuns.Fault.badString) {
      try COCORuns(size: Size(height: 2, width: 3), string: "o")
    }
  }

  @Test("polygons with wild coordinates, one corner or none end in a mask")
  func wildPolygons() {
    let size = Size(height: 9, width: 11)
    for coordinates in [
      [], [3], [3, 3], [3, 3, 5, 5], [-1e300, 1e300, .nan, 4, .infinity, 1e18],
      [-1e7, -1e7, 1e7, 0, 0, 1e7],
    ] {
      #expect(COCOPolygon(coordinates: coordinates).mask(in: size).size == size)
      var mask = Mask(size: size)
      RoundedPolygon(coordinates: coordinates).draw(into: &mask)
      #expect(mask.area <= size.count)
    }
  }

  @Test("JSON that is cut off names its file, and annotations of no image are told")
  func badJSON() throws {
    try copy(of: "coco") { folder in
      let path = "\(folder)/annotations/instances_val2017.json"
      let text = String(decoding: try Files.read(path), as: UTF8.self)
      try Files.write(
        Array(text.replacingOccurrences(of: "\"image_id\": 7", with: "\"image_id\": 77").utf8),
        to: path)
      let remark = try COCODataset.coco(folder).remarks.first
      guard case .annotationsOfNoImage(let ids)? = remark else {
        Issue.record("\(String(describing: remark))")
        return
      }
      #expect(!ids.isEmpty)
      try Files.write(Array(text.utf8.dropLast(40)), to: path)
      let cut = #expect(throws: JSONError.self) { try COCODataset.coco(folder) }
      #expect(try #require(cut).path == path)
    }
  }

  @Test("a segment of the PNG that the JSON does not list is an error, and the other way round")
  func panopticMismatch() throws {
    try copy(of: "panoptic") { folder in
      let path = "\(folder)/annotations/panoptic_val2017.json"
      let text = String(decoding: try Files.read(path), as: UTF8.self)
      try Files.write(
        Array(text.replacingOccurrences(of: "16777215", with: "16777214").utf8), to: path)
      let error = #expect(throws: DatasetError.self) {
        try COCOPanopticDataset(folder).sample(at: 0)
      }
      #expect("\(try #require(error))".contains("16777215"))
    }
  }

  @Test(
    "a missing image, list or table is named",
    arguments: [
      ("sbd", "img/2008_000001.jpg"), ("voc", "JPEGImages/2007_000032.jpg"),
      ("coco", "val2017/000000000007.jpg"),
      ("bsds", "groundTruth/val/100007.mat"), ("open_images", "validation/masks"),
      ("coco_lvis", "train/masks/000000000030.pickle"),
    ])
  func missing(name: String, file: String) throws {
    try copy(of: name) { folder in
      try FileManager.default.removeItem(atPath: "\(folder)/\(file)")
      do {
        _ = try DatasetFolder.open(folder).sample(at: 0)
        Issue.record("no error")
      } catch {
        #expect("\(error)".contains(String(file.split(separator: "/").last ?? "")), "\(error)")
      }
    }
  }

  @Test("an initial mask that is missing is named")
  func missingInitialMask() throws {
    try copy(of: "davis585") { folder in
      let path = "\(folder)/bear/init_sp_object1_00009.png"
      try FileManager.default.removeItem(atPath: path)
      #expect(throws: DatasetError.missingFile(path, of: "DAVIS-585")) {
        try FolderDataset.davis585(folder)
      }
    }
  }
}
