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

  @Test("every segmentation of BSDS500, and every nucleus of DSB2018")
  func everything() throws {
    let bsds = try BSDSDataset(Shared.path("data/bsds500"))
    let segmentations = Mutex(0)
    try ThreadPool.shared.forEach(count: bsds.count, threads: ThreadPool.processorCount) { index in
      let count = try bsds.sample(at: index).layers.count
      segmentations.withLock { $0 += count }
    }
    #expect(segmentations.withLock { $0 } == 2696)
    let nuclei = try DatasetReport(of: DatasetFolder.open(Shared.path("data/dsb2018")))
    #expect(nuclei.count == 538)
    #expect(nuclei.areas.count == 16_667)
    #expect(nuclei.failures.isEmpty)
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
    let sample = try data.sample(at: 0)
    #expect(sample.regions.allSatisfy { $0.category != nil })
    #expect(sample.layers[0].ids.contains(LabelMap.ignored))
  }

  @Test("two images of COCO panoptic: each segment has the area that the JSON states")
  func panoptic() throws {
    let folder = Shared.path("data/misc/coco_panoptic_sample")
    let data = try DatasetFolder.open("\(folder)/panoptic_examples.json")
    #expect(data.name == "COCO_panoptic")
    #expect(data.count == 2)
    for index in 0..<2 {
      let sample = try data.sample(at: index)
      let areas = Dictionary(
        uniqueKeysWithValues: sample.layers[0].areas.map { ($0.id, $0.area) })
      #expect(sample.regions.allSatisfy { areas[$0.region.id] == $0.area })
      #expect(sample.regions.contains { $0.kind == .stuff })
    }
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
