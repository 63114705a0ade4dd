import Basics
import Imaging
import Synchronization
import Testing
import TestSupport

@testable import Datasets

/// What every data set must do, asked of every loader.
@Suite("The contract of data sets")
struct SegDatasetContract {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let open: @Sendable () throws -> any SegDataset
  }

  static let cases: [Case] = [
    recorded("sbd") { try SBDDataset($0) }, recorded("bsds") { try BSDSDataset($0) },
    recorded("coco") { try COCODataset.coco($0) },
    recorded("lvis_data") { try COCODataset.lvis($0) },
    recorded("panoptic") { try COCOPanopticDataset($0) },
    recorded("coco_lvis") { try COCOLVISDataset($0, withStuff: true) },
    recorded("voc") { try PascalVOCDataset($0) }, recorded("davis") { try FolderDataset.davis($0) },
    recorded("davis585") { try FolderDataset.davis585($0) },
    recorded("ade20k/full") { try ADE20KDataset($0, parts: true) },
    recorded("ade20k/parsing") { try ADE20KDataset($0) },
    recorded("open_images") { try OpenImagesDataset($0) },
    recorded("hqseg") { try FolderDataset.hqSeg44K($0) },
    recorded("grabcut") { try FolderDataset.grabCut($0) },
    recorded("berkeley") { try FolderDataset.berkeley($0) },
    recorded("coco_mval") { try FolderDataset.cocoMVal($0) },
    recorded("davis_frames") { try FolderDataset.davisFrames($0) },
    recorded("davis2016") { try FolderDataset.davis($0) },
    Case(testDescription: "davis, every second frame, objects as one") {
      var options = DAVISOptions()
      (options.year, options.every) = (2016, 2)
      return try FolderDataset.davis(RecordedDatasets.path("davis"), options: options)
    },
    recorded("manifest/list.csv") { try FolderDataset.manifest($0) },
    recorded("manifest/list.jsonl") { try FolderDataset.manifest($0) },
    recorded("prepared") { try PreparedDataset($0, withStuff: true) },
    recorded("berkeley") { try FolderDataset.plain($0) },
    recorded("labelme") { try AnnotatedDataset.labelme($0) },
    recorded("cvat") { try AnnotatedDataset.cvat($0) },
    recorded("via") { try AnnotatedDataset.via($0) },
    recorded("yolo") { try AnnotatedDataset.yolo($0) },
    recorded("sa1b") { try AnnotatedDataset.segmentAnything($0) },
    recorded("supervisely") { try AnnotatedDataset.supervisely($0) },
    recorded("run_lengths") { try AnnotatedDataset.runLengths($0) },
    Case(testDescription: "synthetic") { try small(count: 3) },
    Case(testDescription: "composed") {
      try ComposedDataset([small(count: 2), SBDDataset(RecordedDatasets.path("sbd"))])
    },
    Case(testDescription: "drawn in proportions") {
      try SampledDataset(
        [small(count: 2), small(count: 1, seed: 3)].distinct, ratios: [1, 3], count: 6, seed: 4)
    },
    Case(testDescription: "subset") { try small(count: 5).drawn(3, seed: 1) },
    Case(testDescription: "split") { try small(count: 12).split([0.5, 0.5], seed: 0)[0] },
    Case(testDescription: "filtered") { try FilteredDataset(small(count: 3)) },
    Case(testDescription: "function") {
      let base = try small(count: 3)
      return try FunctionDataset(name: "made", count: 3) { try base.sample(at: $0) }
    },
  ]

  private static func recorded(
    _ name: String, _ open: @escaping @Sendable (String) throws -> any SegDataset
  ) -> Case {
    Case(testDescription: name) { try open(RecordedDatasets.path(name)) }
  }

  @Test("ids are unique and known without loading", arguments: cases)
  func ids(_ example: Case) throws {
    let data = try example.open()
    let ids = (0..<data.count).map { data.id(at: $0) }
    #expect(!ids.isEmpty)
    #expect(Set(ids).count == ids.count)
    #expect(ids == (0..<data.count).map { data.id(at: $0) })
    #expect(!data.name.isEmpty && !data.layout.isEmpty)
    try data.check()
  }

  @Test("layers have the image's size; regions and targets have pixels there", arguments: cases)
  func samples(_ example: Case) throws {
    let data = try example.open()
    for index in 0..<data.count {
      let sample = try data.sample(at: index)
      #expect(sample.info.id == data.id(at: index))
      #expect(!sample.layers.isEmpty)
      #expect(sample.layers.allSatisfy { $0.size == sample.image.size })
      let regions = sample.allRegions
      #expect(Set(regions).count == regions.count)
      for region in regions + (sample.targets ?? []) {
        #expect(try !sample.region(region).isEmpty)
        #expect(region.id != 0 && region.id != LabelMap.ignored)
      }
      #expect(Set(sample.targets ?? []).isSubset(of: Set(regions)))
      for info in sample.regions {
        let family = info.children + (info.parent.map { [$0] } ?? [])
        #expect(family.allSatisfy { regions.contains($0) && $0 != info.region })
      }
      #expect(sample.initialMasks.values.allSatisfy { $0.size == sample.image.size })
    }
  }

  @Test(
    "samples are the same in any order, from several threads, and when opened anew",
    arguments: cases)
  func reproducible(_ example: Case) throws {
    let data = try example.open()
    let first = try (0..<data.count).map { try data.sample(at: $0) }
    for index in (0..<data.count).reversed() {
      #expect(Self.same(try data.sample(at: index), first[index]))
    }
    let again = try example.open()
    let different = Mutex(0)
    try ThreadPool.shared.forEach(count: 3 * data.count, threads: 4) { number in
      let index = number % data.count
      if !Self.same(try again.sample(at: index), first[index]) { different.withLock { $0 += 1 } }
    }
    #expect(different.withLock { $0 } == 0)
  }

  private static func same(_ first: SegSample, _ second: SegSample) -> Bool {
    first.image == second.image && first.layers == second.layers && first.info == second.info
      && first.regions == second.regions && first.targets == second.targets
      && first.initialMasks == second.initialMasks
  }

  private static func small(count: Int, seed: UInt64 = 0) throws -> SyntheticDataset {
    try SyntheticDataset(count: count, size: Size(height: 24, width: 32), seed: seed)
  }
}

extension [SyntheticDataset] {
  /// The data sets under names of their own: two of one name may not share ids.
  fileprivate var distinct: [any SegDataset] {
    get throws {
      try enumerated().map { number, data in
        try SubsetDataset(data, indices: (0..<data.count).map { $0 }, name: "part\(number)")
      }
    }
  }
}
