import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Annotations as exporters write them")
struct AnnotationOdditiesTests {
  /// A picture of 8 × 8 and an annotation file beside it.
  private func opened(
    _ annotations: String, images: String = picture,
    categories: String = "[{\"id\": 1, \"name\": \"thing\"}]",
    maxOverlap: Double = 1, _ body: (COCODataset) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for name in ["a", "b"] {
        try Files.write(
          ImageFile.encodePNG(
            Raster(Image(size: Size(height: 8, width: 8), filledWith: Color(9, 9, 9)))),
          to: "\(folder)/\(name).png")
      }
      let text =
        "{\"images\": \(images), \"annotations\": \(annotations), \"categories\": \(categories)}"
      try Files.write(Array(text.utf8), to: "\(folder)/instances.json")
      #expect(try AnnotationContent(of: "\(folder)/instances.json") == .instances)
      try body(
        COCODataset(
          name: "COCO", annotations: "\(folder)/instances.json", images: [folder],
          maxOverlap: maxOverlap))
    }
  }

  private static let picture =
    "[{\"id\": 1, \"file_name\": \"a.png\", \"width\": 8, \"height\": 8}]"
  private static let square = "[[1, 1, 4, 1, 4, 3, 1, 3]]"

  @Test(
    "ids may be strings, and objects may stand under their ids",
    arguments: [
      (
        "[{\"id\": \"x\", \"image_id\": \"p\", \"category_id\": \"c\", \"segmentation\": \(square)}]",
        "[{\"id\": \"p\", \"file_name\": \"a.png\", \"width\": 8, \"height\": 8}]",
        "[{\"id\": \"c\", \"name\": \"cat\"}]"
      ),
      (
        "{\"5\": {\"image_id\": 1, \"category_id\": 2, \"segmentation\": \(square)}}",
        "{\"1\": {\"file_name\": \"a.png\", \"width\": 8, \"height\": 8}}", "{\"2\": \"cat\"}"
      ),
      (
        "{\"1\": [{\"id\": 5, \"category_id\": \"2\", \"iscrowd\": null, "
          + "\"segmentation\": \(square)}]}",
        "[{\"id\": \"1\", \"file_name\": \"folder\\\\a.png\", \"width\": 8.0, \"height\": 8}]",
        "[{\"id\": 2, \"name\": \"cat\"}]"
      ),
      (
        "[{\"id\": 5, \"image_id\": 1, \"category_id\": 2, \"area\": NaN, \"score\": -Infinity, "
          + "\"segmentation\": \(square)}]",
        "[{\"id\": 1, \"file_name\": \"a.png\"}]",
        "[{\"id\": 2, \"name\": \"cat\", \"isthing\": true}]"
      ),
    ])
  func ids(annotations: String, images: String, categories: String) throws {
    try opened(annotations, images: images, categories: categories) { data in
      let sample = try data.sample(at: 0)
      #expect(sample.regions.map(\.area) == [6])
      #expect(sample.regions.map(\.category) == ["cat"])
      #expect(data.remarks.isEmpty)
    }
  }

  private static let corners =
    "["
    + [(1, 1), (4, 1), (4, 3), (1, 3)].map { "{\"x\": \($0), \"y\": \($1)}" }
    .joined(separator: ",") + "]"

  @Test(
    "a polygon is a list of coordinates, of pairs, of corners, or lies in such a list",
    arguments: [
      "[1, 1, 4, 1, 4, 3, 1, 3]", "[[1, 1], [4, 1], [4, 3], [1, 3]]",
      "[[[1, 1], [4, 1], [4, 3], [1, 3]]]", corners, "[\(corners)]",
      "{\"size\": [8, 8], \"counts\": [9, 2, 6, 2, 6, 2, 37]}",
      "[{\"size\": [8, 8], \"counts\": [9, 2, 6, 2, 6, 2, 37]}]",
    ])
  func outlines(outline: String) throws {
    try opened(
      "[{\"id\": 5, \"image_id\": 1, \"category_id\": 1, \"segmentation\": \(outline)}]"
    ) { data in
      let sample = try data.sample(at: 0)
      let target = try sample.region(#require(sample.targets?.first))
      #expect(
        target.picture
          == """
          ........
          .###....
          .###....
          ........
          ........
          ........
          ........
          ........
          """)
      #expect(data.remarks.isEmpty, "\(data.remarks)")
    }
  }

  @Test(
    "what nothing can be drawn of is left out, counted and named",
    arguments: [
      ("null", DatasetRemark.annotationsWithoutOutline(["5"])),
      ("[]", .annotationsWithoutOutline(["5"])),
      ("[[]]", .annotationsWithoutOutline(["5"])),
      ("[[1, 1, 4, 1]]", .annotationsOfFewCorners(["5"])),
      ("[[1, 1], [4, 1]]", .annotationsOfFewCorners(["5"])),
      ("[1, 1, 4, 1]", .annotationsOfFewCorners(["5"])),
      ("[[1, 1, 4]]", .annotationsOfOddCoordinates(["5"])),
      ("[[1, 1, 4], [1, 1, 4, 1, 4]]", .annotationsOfOddCoordinates(["5"])),
    ])
  func nothing(outline: String, remark: DatasetRemark) throws {
    let object =
      "{\"id\": 6, \"image_id\": 1, \"category_id\": 1, \"segmentation\": \(Self.square)}"
    try opened(
      "[{\"id\": 5, \"image_id\": 1, \"category_id\": 1, \"segmentation\": \(outline)}, \(object)]"
    ) { data in
      let sample = try data.sample(at: 0)
      #expect(sample.targets?.count == 1)
      #expect(data.remarks == [remark])
      #expect(data.layout.contains("1 object of 1 class"), "\(data.layout)")
    }
  }

  @Test(
    "a polygon that lacks a coordinate among others is told, and an object outside the image, too")
  func partly() throws {
    try opened(
      """
      [{"id": 5, "image_id": 1, "category_id": 1,
        "segmentation": [[1, 1, 4, 1, 4, 3, 1, 3], [1, 2, 3]]},
       {"id": 6, "image_id": 1, "category_id": 1, "segmentation": [[20, 20, 30, 20, 30, 30]]}]
      """
    ) { data in
      #expect(data.remarks == [.annotationsPartlyDrawn(["5"])])
      let report = try DatasetReport(of: data, threads: 1)
      #expect(report.leftOut.map(\.what) == ["annotation 6 has no pixel in the image"])
    }
  }

  @Test("annotations of images that are not listed, and images without any, are left out and named")
  func orphans() throws {
    try opened(
      """
      [{"id": 5, "image_id": 1, "category_id": 1, "segmentation": \(Self.square)},
       {"id": 6, "image_id": 99, "category_id": 1, "segmentation": \(Self.square)}]
      """,
      images: """
        [{"id": 1, "file_name": "a.png", "width": 8, "height": 8},
         {"id": 2, "file_name": "b.png", "width": 8, "height": 8}]
        """
    ) { data in
      #expect(data.count == 1)
      #expect(data.remarks == [.annotationsOfNoImage(["6"]), .imagesWithoutObjects(["b.png"])])
    }
  }

  @Test(
    "a coordinate that is no number, run lengths of another size and sizes beyond reason are errors",
    arguments: [
      "[[1, 1, NaN, 1, 4, 3]]", "[[1, 1, Infinity, 1, 4, 3]]",
      "{\"size\": [8, 9], \"counts\": [72]}",
      "{\"size\": [9223372036854775807, 2], \"counts\": [64]}",
      "{\"counts\": [9223372036854775807, 1]}",
    ])
  func bad(outline: String) throws {
    try opened(
      "[{\"id\": 5, \"image_id\": 1, \"category_id\": 1, \"segmentation\": \(outline)}]"
    ) { data in
      let error = #expect(throws: DatasetError.self) { try data.sample(at: 0) }
      #expect("\(String(describing: error))".contains("annotation 5"))
    }
  }

  @Test("LVIS as RITM trains on it: what covers most of an earlier object is left out, too")
  func overlap() throws {
    // Squares from 10 to 16, from 5 to 35 and from 20 to 38, each a quarter as large here.
    let squares = [(2.0, 4.0), (1.0, 7.0), (5.0, 8.0)].enumerated().map { number, side in
      let (low, high) = side
      return "{\"id\": \(number), \"image_id\": 1, \"category_id\": 1, \"segmentation\": "
        + "[[\(low), \(low), \(high), \(low), \(high), \(high), \(low), \(high)]]}"
    }
    try opened("[\(squares.joined(separator: ","))]", maxOverlap: 0.5) { data in
      let sample = try data.sample(at: 0)
      #expect(sample.regions.map(\.sourceID) == [0, 2])
    }
  }

  @Test("more objects than ids, or than layers, are refused before they take memory")
  func tooMany() throws {
    func objects(_ count: Int) -> String {
      let object = "{\"image_id\": 1, \"category_id\": 1, \"segmentation\": \(Self.square)}"
      return "[" + repeatElement(object, count: count).joined(separator: ",") + "]"
    }
    try opened(objects(70_000)) { data in
      #expect(throws: DatasetError.tooManyRegions(sample: "a", limit: 65_534)) {
        try data.sample(at: 0)
      }
    }
    try opened(objects(1025)) { data in
      #expect(throws: DatasetError.tooManyLayers(sample: "a", limit: 1024)) {
        try data.sample(at: 0)
      }
    }
  }

  @Test(
    "an area beyond all numbers says nothing",
    arguments: ["1e19", "-1e300", "NaN", "\"12\"", "null"])
  func panopticArea(area: String) throws {
    try withTemporaryFolder { folder in
      let text =
        "{\"annotations\": [{\"image_id\": 7, \"file_name\": \"7.png\", \"segments_info\": "
        + "[{\"id\": 1, \"category_id\": 1, \"area\": \(area)}]}]}"
      try Files.write(Array(text.utf8), to: "\(folder)/p.json")
      #expect(try PanopticFile("\(folder)/p.json").entries[0].segments[0].area == nil)
    }
  }

  @Test("an outline that runs to and fro a million times is drawn as its like of six corners")
  func zigzag() {
    let size = Size(height: 6, width: 60)
    var corners: [Double] = []
    for _ in 0..<50_001 { corners += [0, 0, 60, 0, 60, 6, 0, 6] }
    let once = COCOPolygon(coordinates: [0, 0, 60, 0, 60, 6, 0, 6]).mask(in: size)
    #expect(COCOPolygon(coordinates: corners).mask(in: size) == once)
  }

  @Test("arrays of MATLAB that claim columns without rows are empty, and members are counted")
  func matlab() throws {
    let values = MATValue.numbers(dimensions: [0, 1 << 40], values: [])
    try withTemporaryFolder { folder in
      var bytes =
        Array("MATLAB 5.0".utf8) + [UInt8](repeating: 0, count: 114) + [0, 1] + Array("IM".utf8)
      bytes += [UInt8](repeating: 0, count: 128 - bytes.count)
      try Files.write(bytes, to: "\(folder)/a.mat")
      #expect(try AnnotationMAT("\(folder)/a.mat").labelMap(values).size.count == 0)
    }
  }
}
