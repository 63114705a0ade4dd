import Basics
import Foundation
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Preparation of COCO+LVIS")
struct PreparationTests {
  private func measured(_ pictures: String...) throws -> [MeasuredMask] {
    try pictures.map { try #require(MeasuredMask(mask($0))) }
  }

  private func labelled(_ pictures: String...) throws -> [LabelledMask] {
    try pictures.map { try #require(LabelledMask(mask($0), category: nil)) }
  }

  @Test("a part's parent is the smallest mask that contains it")
  func hierarchy() throws {
    let masks = try measured(
      "..##......", "##########", ".####.....", ".....####.", "....##....")
    let hierarchy = MaskHierarchy(masks)
    #expect(hierarchy.parents == [2, nil, 1, 1, 1])
    #expect(hierarchy.levels == [2, 0, 1, 1, 1])
    #expect(hierarchy.children[1] == [3, 2, 4])
    #expect(hierarchy.children[2] == [0])
  }

  @Test("80 % of the pixels are not enough, and 70 % of the box are")
  func thresholds() throws {
    let masks = try measured("#####.....", ".#####....", "....#.....")
    #expect(!masks[0].contains(masks[1]))  // 4 of 5
    #expect(masks[0].contains(masks[2]))
    #expect(masks[0].boxIoU(masks[1]) == 4.0 / 6)
    #expect(masks[0].iou(masks[1]) == 4.0 / 6)
  }

  @Test("masks of COCO that LVIS has, and what LVIS repeats, are dropped; stuff lies outside")
  func merge() throws {
    var rules = COCOLVISRules()
    rules.minimumArea = 2
    rules.minimumStuff = 2
    let merged = try #require(
      COCOLVISMerge(
        lvis: labelled("####......", "####......", ".......#.."),
        coco: labelled("#####.....", "......####"), stuff: labelled("...#######", "....##...."),
        rules: rules))
    #expect(merged.instanceCount == 2)
    #expect(merged.masks.map(\.measured.mask.picture) == ["......####", "####......"])
    rules.minimumStuff = 1
    let more = try #require(
      COCOLVISMerge(
        lvis: labelled("####......"), coco: labelled("......####"),
        stuff: labelled("...#######"), rules: rules))
    #expect(more.masks.last?.measured.mask.picture == "....##....")
    #expect(COCOLVISMerge(lvis: [], coco: [], stuff: [], rules: rules) == nil)
  }

  @Test("what is written is read again, mask by mask, whatever the number of threads")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      var rules = COCOLVISRules()
      rules.minimumArea = 10
      rules.minimumStuff = 5
      let coco = RecordedDatasets.path("panoptic")
      let preparation = try COCOLVISPreparation(
        lvis: RecordedDatasets.path("lvis_data/lvis_v1_val.json"),
        panoptic: "\(coco)/annotations/panoptic_val2017.json",
        masks: "\(coco)/annotations/panoptic_val2017", images: ["\(coco)/val2017"], rules: rules)
      #expect(preparation.count == 1)
      for (name, threads) in [("one", 1), ("two", 2)] {
        let outcome = try preparation.write(to: "\(folder)/\(name)/train", threads: threads)
        #expect(outcome.images == 1 && outcome.empty == 0 && outcome.failures.isEmpty)
        #expect(outcome.instances > 3)
      }
      #expect(
        try Files.read("\(folder)/one/train/hierarchy.jsonl")
          == Files.read("\(folder)/two/train/hierarchy.jsonl"))
      let data = try #require(try DatasetFolder.open("\(folder)/one") as? PreparedDataset)
      let sample = try data.sample(at: 0)
      #expect(sample.info.id == "000000000007")
      for region in sample.regions {
        let mask = try sample.region(region.region)
        #expect(mask.area == region.area)
        #expect(mask.area >= 10)
        if let parent = region.parent {
          let outer = try #require(MeasuredMask(try sample.region(parent)))
          #expect(outer.contains(try #require(MeasuredMask(mask))))
        }
      }
    }
  }
}
