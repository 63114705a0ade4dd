import Basics
import Imaging
import Synchronization
import Testing
import TestSupport

@testable import Datasets

/// The counts that the shared data's index states.
@Suite("The shared data sets load", .enabled(if: Shared.isPresent, Shared.absence))
struct SharedDatasetsTests {
  @Test("BSDS500: 500 images with 2,696 segmentations; a few of them in full")
  func bsds() throws {
    let data = try BSDSDataset(Shared.path("data/bsds500"))
    #expect(data.count == 500)
    #expect(try DatasetFolder.open(Shared.path("data/bsds500")).name == "BSDS500")
    for index in [0, 250, 499] {
      let sample = try data.sample(at: index)
      #expect(sample.layers.count >= 4)
      #expect(sample.layers.allSatisfy { !$0.ids.contains(0) })
    }
  }

  @Test("BSDS500 without what is in GrabCut: the list of 19 is left out")
  func bsdsWithoutGrabCut() throws {
    let list = try TextLines.read(Shared.path("data/bsds500/exclude_grabcut.txt"))
    let data = try BSDSDataset(Shared.path("data/bsds500"), excluding: Set(list))
    #expect(data.count == 500 - 19)
  }

  @Test("BSDS500: the files of all 2,696 segmentations belong to an image")
  func bsdsFiles() throws {
    let folder = Shared.path("data/bsds500")
    var count = 0
    for split in ["train", "val", "test"] {
      let images = try Files.list("\(folder)/images/\(split)")
      let pairs = try FilePairs(masks: "\(folder)/labels/\(split)", images: images)
      for image in images {
        count += try pairs.masks(of: image).paths.count
      }
    }
    #expect(count == 2696)
  }

  @Test("every segmentation of BSDS500 and every nucleus of DSB2018 loads")
  func everything() throws {
    let bsds = try BSDSDataset(Shared.path("data/bsds500"))
    #expect(try Self.total(of: bsds) { $0.layers.count } == 2696)
    let nuclei = try DatasetFolder.open(Shared.path("data/dsb2018"))
    #expect(nuclei.count == 538)
    #expect(try Self.total(of: nuclei) { $0.targets?.count ?? 0 } == 16_667)
  }

  private static func total(
    of data: any SegDataset, _ count: @Sendable (SegSample) -> Int
  ) throws -> Int {
    let sum = Mutex(0)
    try ThreadPool.shared.forEach(count: data.count, threads: ThreadPool.processorCount) { index in
      let number = count(try data.sample(at: index))
      sum.withLock { $0 += number }
    }
    return sum.withLock { $0 }
  }

  @Test("DSB2018: a label map an image, every nucleus a target")
  func dsb() throws {
    let data = try #require(
      try DatasetFolder.open(Shared.path("data/dsb2018")) as? FolderDataset)
    #expect(data.count == 538)
    #expect(data.rule == .labels)
    let sample = try data.sample(at: 0)
    #expect(sample.targets == sample.allRegions)
  }

  @Test("three images of Pascal VOC: objects with classes, void ignored")
  func voc() throws {
    let data = try DatasetFolder.open(Shared.path("data/misc/voc3"))
    #expect(data.name == "PascalVOC")
    #expect(data.count == 3)
    let samples = try (0..<3).map { try data.sample(at: $0) }
    #expect(samples.map { $0.targets?.count } == [3, 6, 3])
    #expect(samples.allSatisfy { $0.regions.allSatisfy { $0.category != nil } })
    let classes = try PascalVOCDataset(Shared.path("data/misc/voc3"), annotation: .classes)
    #expect(try classes.sample(at: 0).layers[0].ids.contains(LabelMap.ignored))
  }

  @Test("two images of COCO panoptic: each segment has the area that the JSON states")
  func panoptic() throws {
    let folder = Shared.path("data/misc/coco_panoptic_sample")
    let data = try DatasetFolder.open(folder)
    #expect(data.layout == "COCO panoptic: panoptic_examples.json, panoptic_examples/")
    #expect(try DatasetFolder.open("\(folder)/panoptic_examples.json").layout == data.layout)
    #expect(data.count == 2)
    for index in 0..<2 {
      let sample = try data.sample(at: index)
      let areas = Dictionary(
        uniqueKeysWithValues: sample.layers[0].areas.map { ($0.id, $0.area) })
      #expect(sample.regions.allSatisfy { areas[$0.region.id] == $0.area })
      #expect(sample.regions.contains { $0.kind == .stuff })
    }
  }

  @Test("the same two images as COCO's objects, and a JSON of images alone")
  func panopticNeighbours() throws {
    let folder = Shared.path("data/misc/coco_panoptic_sample")
    let objects = try DatasetFolder.open("\(folder)/panoptic_coco_detection_format.json")
    #expect(objects.count == 2)
    let sample = try objects.sample(at: 0)
    #expect(sample.regions.map(\.area) == sample.allRegions.map { sample.areas[$0] })
    let path = "\(folder)/images_info_examples.json"
    #expect(
      throws: DatasetError.notAnnotated(
        file: path, members: ["info", "licenses", "images", "categories"])
    ) { try DatasetFolder.open(path) }
  }

  @Test("the recorded grapes: 153 images with truth, and three methods' masks to score")
  func recorded() throws {
    let folder = Shared.path("data/recorded_wgisd")
    let data = try EvaluationDataset(DatasetFolder.open(folder))
    #expect(data.indices.count == 153)
    #expect(try !data.load(at: 0).objects[0].target.isEmpty)
    for method in ["ritm", "clickseg", "fastsam"] {
      let report = try MaskFolderReport("\(folder)/pred/\(method)")
      #expect(report.count == 306)
      #expect(report.failures.isEmpty)
    }
  }
}
