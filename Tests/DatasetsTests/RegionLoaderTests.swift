import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Loading for training")
struct RegionLoaderTests {
  private func dataset(
    _ selector: any RegionSelector = RandomSingle(), withNeighbours: Bool = false
  ) throws -> RegionDatasetWithInfo {
    let train = try Compose([
      UniformRandomResize(scaleRange: DrawRange(0.75, 1.4)), HorizontalFlip(),
      PadIfNeeded(minHeight: 32, minWidth: 40), RandomCrop(height: 32, width: 40),
      RandomBrightnessContrast(p: 0.75), GaussNoise(p: 0.5),
    ])
    return RegionDatasetWithInfo(
      try SyntheticDataset(count: 12, size: Size(height: 36, width: 48)), selector: selector,
      transform: train, seed: 5, withNeighbours: withNeighbours)
  }

  private func epoch(_ loader: RegionLoader, _ epoch: Int) throws -> [RegionSample] {
    var samples: [RegionSample] = []
    try loader.forEachBatch(of: 5, epoch: epoch) { samples += $0.samples }
    return samples
  }

  @Test("gives the same bits on any number of threads", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    let dataset = try dataset()
    let alone = try epoch(RegionLoader(dataset, threads: 1), 1)
    let many = try epoch(RegionLoader(dataset, threads: count), 1)
    #expect(alone.map(\.image) == many.map(\.image))
    #expect(alone.map(\.target) == many.map(\.target))
    #expect(alone.map(\.info.id) == many.map(\.info.id))
  }

  @Test("each epoch has an order of its own that holds every index once")
  func order() throws {
    let loader = RegionLoader(try dataset())
    #expect(loader.order(epoch: 0).sorted() == Array(0..<12))
    #expect(loader.order(epoch: 0) == loader.order(epoch: 0))
    #expect(loader.order(epoch: 0) != loader.order(epoch: 1))
    #expect(RegionLoader(try dataset(), shuffles: false).order(epoch: 3) == Array(0..<12))
  }

  @Test("epochs draw differently, and a sample alone is the sample of the epoch")
  func epochs() throws {
    let dataset = try dataset()
    let loader = RegionLoader(dataset, shuffles: false, threads: 2)
    let (first, second) = (try epoch(loader, 0), try epoch(loader, 1))
    #expect(first.map(\.image) != second.map(\.image))
    #expect(try dataset.sample(at: 7, epoch: 1).image == second[7].image)
    #expect(first.allSatisfy { $0.image.size == Size(height: 32, width: 40) })
    #expect(first.allSatisfy { $0.target.size == $0.image.size })
  }

  @Test("samples that cannot be used are left out and counted, or end the work")
  func refusals() throws {
    let dataset = try dataset(ByArea(120...100_000))
    let loader = RegionLoader(dataset, refusals: .skip, threads: 2)
    let batch = try loader.load(0..<12, of: loader.order(epoch: 0), epoch: 0)
    #expect(batch.samples.count + batch.skipped.count == 12)
    #expect(batch.skipped.allSatisfy { $0.error is SelectorError })
    let strict = RegionLoader(try self.dataset(ByID(77)), threads: 2)
    #expect(throws: SelectorError.self) {
      try strict.load(0..<3, of: strict.order(epoch: 0), epoch: 0)
    }
  }

  @Test("neighbours move with the image and never overlap the target")
  func neighbours() throws {
    for sample in try epoch(RegionLoader(dataset(withNeighbours: true)), 0) {
      let others = try #require(sample.others)
      #expect(others.size == sample.image.size)
      #expect(try others.intersection(sample.target).isEmpty)
      #expect(sample.positives == [sample.target])
    }
  }
}
