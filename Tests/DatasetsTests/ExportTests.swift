import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Data sets are written")
struct ExportTests {
  typealias Recorded = RecordedDatasets

  @Test("run lengths are the strings that pycocotools writes")
  func strings() throws {
    let json = try JSONValue(contentsOf: Recorded.path("sa1b/sa_1.json"))
    let size = Size(height: 24, width: 30)
    for object in json["annotations"]?.array ?? [] {
      let text = try #require(object["segmentation"]?["counts"]?.string)
      #expect(try COCORuns(of: COCORuns(size: size, string: text).mask).string == text)
    }
    #expect(COCORuns(of: Mask(size: size)).counts == [720])
    #expect(COCORuns(of: Mask(size: size, filled: true)).counts == [0, 720])
  }

  @Test(
    "polygons along the sides of pixels are drawn as the same pixels, holes and corners included")
  func polygons() {
    var generator = RandomKey(root: 3, purpose: "masks").generator()
    let size = Size(height: 9, width: 11)
    var masks = (0..<512).map { bits in
      Mask(size: Size(height: 3, width: 3), codes: (0..<9).map { UInt8(bits >> $0 & 1) })
    }
    for turn in 0..<60 {
      masks.append(
        Mask(size: size, codes: (0..<99).map { _ in generator.index(below: 4) > turn % 3 ? 1 : 0 }))
    }
    for mask in masks {
      var union = Mask(size: mask.size)
      for polygon in ExactPolygons.components(of: mask) {
        union.add(COCOPolygon(coordinates: polygon.map(Double.init)))
      }
      #expect(union == mask, "\(mask.picture)")
      let whole = ExactPolygons.whole(of: mask).map(Double.init)
      #expect(COCOPolygon(coordinates: whole).mask(in: mask.size) == mask, "\(mask.picture)")
    }
  }

  @Test("one pixel has the corners of its sides, and a frame an outer ring and a hole")
  func rings() {
    let pixel = Mask(size: Size(height: 1, width: 2), codes: [0, 1])
    #expect(ExactPolygons.whole(of: pixel) == [2, 0, 2, 1, 1, 1, 1, 0])
    let frame = Mask(size: Size(height: 3, width: 3), codes: [1, 1, 1, 1, 0, 1, 1, 1, 1])
    #expect(frame.boundaryRings().map(\.corners.count) == [4, 4])
    #expect(frame.boundaryRings().map(\.component) == [1, 1])
  }

  @Test(
    "what is written as COCO's JSON is read back, to the pixel, with classes and crowds",
    arguments: ["coco", "labelme", "supervisely", "voc", "open_images", "davis", "yolo"],
    [false, true])
  func coco(name: String, polygons: Bool) throws {
    let data = try DatasetFolder.open(Recorded.path(name))
    try withTemporaryFolder { folder in
      let path = "\(folder)/out.json"
      let outcome = try DatasetExport(data).writeCOCO(
        to: path, polygons: polygons, images: "\(folder)/images")
      let read = try DatasetFolder.open(path)
      #expect(outcome.images == data.count)
      for index in 0..<read.count {
        let sample = try read.sample(at: index)
        let own = try #require(
          (0..<data.count).first { place in
            ExportedNames(data).stems[place] == sample.info.id
          })
        let first = try data.sample(at: own)
        #expect(sample.image == first.image)
        #expect(
          sample.regions.map(\.isCrowd) == first.exported.regions.map { first.info(of: $0).isCrowd }
        )
        for (region, reference) in zip(sample.regions, first.exported.regions) {
          #expect(region.category == first.info(of: reference).category ?? "object")
          let mask = try first.region(reference)
          #expect(try sample.region(region.region) == mask.withoutIgnored)
        }
      }
    }
  }

  @Test(
    "what is written as YOLO's folder is read back, to the pixel",
    arguments: ["labelme", "supervisely", "voc", "open_images", "davis", "yolo"])
  func yolo(name: String) throws {
    let data = try DatasetFolder.open(Recorded.path(name))
    try withTemporaryFolder { folder in
      _ = try DatasetExport(data).writeYOLO(to: "\(folder)/out")
      let read = try DatasetFolder.open("\(folder)/out")
      #expect(read.count == data.count)
      let stems = ExportedNames(data).stems
      for index in 0..<read.count {
        let sample = try read.sample(at: index)
        let own = try #require(stems.firstIndex(of: sample.info.id))
        let first = try data.sample(at: own)
        #expect(sample.image == first.image)
        let masks = try first.exported.regions.map { try first.region($0).withoutIgnored }
        #expect(try sample.regions.map { try sample.region($0.region) } == masks)
        #expect(
          sample.regions.map(\.category)
            == first.exported.regions.map { first.info(of: $0).category ?? "object" })
      }
    }
  }

  @Test("what a format cannot express is counted, with the first sample it was met in")
  func losses() throws {
    try withTemporaryFolder { folder in
      let voc = try DatasetExport(DatasetFolder.open(Recorded.path("voc"))).writeCOCO(
        to: "\(folder)/a.json")
      #expect(voc.losses.map(\.what) == ["objects have ignored pixels, which become background"])
      #expect(voc.losses.map(\.count) == [3] && voc.losses.map(\.first) == ["2007_000032"])
      let coco = try DatasetExport(DatasetFolder.open(Recorded.path("coco"))).writeYOLO(
        to: "\(folder)/b")
      #expect(coco.losses.map(\.what) == ["crowds, which YOLO does not have, are left out"])
    }
  }

  @Test("a folder that is there is not written to, and a sample that cannot be read leaves nothing")
  func whole() throws {
    try withTemporaryFolder { folder in
      try Files.makeFolder("\(folder)/there")
      let data = try SyntheticDataset(count: 2, size: Size(height: 16, width: 16), seed: 0)
      #expect(throws: SystemError.self) {
        try DatasetExport(data).writeYOLO(to: "\(folder)/there")
      }
      let bad = try FunctionDataset(name: "bad", count: 2) { index in
        if index == 1 { throw DatasetError.empty(name: "bad") }
        return try data.sample(at: 0)
      }
      #expect(throws: SampleError.self) { try DatasetExport(bad).writeYOLO(to: "\(folder)/new") }
      #expect(throws: SampleError.self) { try DatasetExport(bad).writeCOCO(to: "\(folder)/x.json") }
      #expect(try Files.list(folder) == ["there"])
      // Another picture of the same name is not written over.
      try Files.makeFolder("\(folder)/images")
      try Files.write([1], to: "\(folder)/images/synthetic-000.png")
      #expect(throws: SampleError.self) {
        try DatasetExport(data).writeCOCO(to: "\(folder)/x.json", images: "\(folder)/images")
      }
    }
  }

  @Test("classes keep their numbers where these are one to one, and else are numbered by name")
  func classes() {
    typealias Class = (name: String?, number: Int?)
    let own: [Class] = [("b", 7), ("a", 3), ("b", 7)]
    let kept = ExportedClasses(own, from: 1, isDense: false)
    #expect(kept.named.map(\.number) == [3, 7] && kept.number(of: "b") == 7)
    let shared: [[Class]] = [[("b", 7), ("a", 7)], [("b", 7), ("a", nil)], [("b", 0), ("a", 3)]]
    for regions in shared {
      let made = ExportedClasses(regions, from: 1, isDense: false)
      #expect(made.number(of: "a") == 1 && made.number(of: "b") == 2)
    }
    let gaps: [Class] = [("b", 2), ("a", 0)]
    let dense = ExportedClasses(gaps, from: 0, isDense: true)
    #expect(dense.named.map(\.name) == ["a", "b"] && dense.number(of: "b") == 1)
    let none: [Class] = [(nil, nil)]
    #expect(ExportedClasses(none, from: 1, isDense: false).named.map(\.name) == ["object"])
  }
}

extension Mask {
  /// The mask with background where it is ignored.
  fileprivate var withoutIgnored: Mask {
    Mask(size: size, codes: codes.map { $0 == Mask.object ? 1 : 0 })
  }
}
