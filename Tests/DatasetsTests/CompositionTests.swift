import Basics
import Imaging
import Testing

@testable import Datasets

@Suite("Data sets made of data sets")
struct CompositionTests {
  private func data(_ count: Int, seed: UInt64 = 0, name: String = "data") throws -> SubsetDataset {
    let base = try SyntheticDataset(count: count, size: Size(height: 24, width: 32), seed: seed)
    return try SubsetDataset(base, indices: Array(0..<count), name: name)
  }

  @Test("parts follow each other; ids that two parts share have the part's name in front")
  func compose() throws {
    let both = try ComposedDataset([data(2, name: "a"), data(3, name: "b")])
    #expect(both.name == "a+b")
    #expect(both.count == 5)
    #expect(both.id(at: 3) == "b/synthetic-001")
    #expect(both.id(at: 4) == "synthetic-002")
    #expect(both.origin(of: 3).part == 1 && both.origin(of: 3).index == 1)
    #expect(try both.sample(at: 3).info.id == "b/synthetic-001")
  }

  @Test(
    "draws have the given proportions (chi-square, 1 %), and a draw depends on seed and epoch alone"
  )
  func proportions() throws {
    let parts = try [data(5, name: "a"), data(50, name: "b")]
    let drawn = try SampledDataset(parts, ratios: [3, 1], count: 8000, seed: 9)
    var counts = [Double](repeating: 0, count: 55)
    for draw in 0..<8000 { counts[drawn.drawnIndex(at: draw)] += 1 }
    let expected =
      [Double](repeating: 8000 * 0.75 / 5, count: 5)
      + [Double](repeating: 8000 * 0.25 / 50, count: 50)
    let statistic = zip(counts, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
    #expect(statistic < 81.07)  // 54 degrees of freedom
    let again = try SampledDataset(parts, ratios: [3, 1], count: 100, seed: 9)
    #expect((0..<100).allSatisfy { again.drawnIndex(at: $0) == drawn.drawnIndex(at: $0) })
    let other = try SampledDataset(parts, ratios: [3, 1], count: 100, seed: 9, epoch: 1)
    #expect((0..<100).contains { other.drawnIndex(at: $0) != drawn.drawnIndex(at: $0) })
  }

  @Test("scores weight by (1 - score)^gamma; a sample with score 1 never comes")
  func scores() throws {
    let base = try data(3)
    let scores = ["synthetic-000": 1.0, "synthetic-001": 0.5, "synthetic-002": 0.0]
    let drawn = try SampledDataset(base, scores: scores, gamma: 2, count: 5000, seed: 1)
    var counts = [0, 0, 0]
    for draw in 0..<5000 { counts[drawn.drawnIndex(at: draw)] += 1 }
    #expect(counts[0] == 0)
    #expect(abs(Double(counts[1]) - 1000) < 3.3 * (5000 * 0.2 * 0.8).squareRoot())
    #expect(throws: DatasetError.self) {
      try SampledDataset(base, scores: ["synthetic-000": 1.5], seed: 1)
    }
    #expect(throws: DatasetError.self) {
      try SampledDataset(
        base, scores: scores.mapValues { _ in 1 }, seed: 1)
    }
  }

  @Test("a split keeps samples where they are when the data set grows")
  func splits() throws {
    let small = try data(40).split([0.7, 0.3], seed: 5)
    let large = try data(80).split([0.7, 0.3], seed: 5)
    #expect(small[0].count + small[1].count == 40)
    #expect(Set(small[0].indices).isSubset(of: Set(large[0].indices)))
    #expect(Set(small[1].indices).isSubset(of: Set(large[1].indices)))
    #expect(small[0].name == "data[0]")
    #expect(throws: DatasetError.self) { try data(4).split([0.9, 0.2], seed: 0) }
    #expect(throws: DatasetError.self) { try data(4).split([], seed: 0) }
  }

  @Test("data sets of one name are told apart by numbers")
  func sameNames() throws {
    let size = Size(height: 24, width: 32)
    let parts = try (0..<3).map { try SyntheticDataset(count: 1, size: size, seed: UInt64($0)) }
    let data = try ComposedDataset(parts)
    #expect(
      (0..<3).map { data.id(at: $0) } == [
        "synthetic/synthetic-000", "synthetic#2/synthetic-000", "synthetic#3/synthetic-000",
      ])
    for (index, part) in parts.enumerated() {
      #expect(try data.sample(at: index).image == part.sample(at: 0).image)
    }
  }

  @Test("draws without replacement are distinct, and the seed decides them")
  func drawn() throws {
    let first = try data(30).drawn(10, seed: 2)
    #expect(Set(first.indices).count == 10)
    #expect(try data(30).drawn(10, seed: 2).indices == first.indices)
    #expect(try data(30).drawn(10, seed: 3).indices != first.indices)
    #expect(throws: DatasetError.self) { try data(3).drawn(4, seed: 0) }
    #expect(throws: DatasetError.self) { try SubsetDataset(data(3), indices: [0, 0]) }
  }

  @Test("a filter drops regions by area, class and kind, and their pixels become background")
  func filter() throws {
    let size = Size(height: 1, width: 6)
    let refs = (1...3).map { RegionReference(layer: 0, id: $0) }
    let sample = SegSample(
      image: Image(size: size), layers: [LabelMap(size: size, ids: [1, 1, 1, 2, 2, 3])],
      info: SampleInfo(id: "x"),
      regions: [
        RegionInfo(refs[0], category: "cat", kind: .thing, children: [refs[1]]),
        RegionInfo(refs[1], category: "sky", kind: .stuff, parent: refs[0]),
        RegionInfo(refs[2], category: "cat", kind: .thing),
      ], targets: refs)
    var filter = RegionFilter()
    filter.minimumArea = 2
    #expect(filter.applied(to: sample).layers[0].ids == [1, 1, 1, 2, 2, 0])
    #expect(filter.applied(to: sample).targets == Array(refs.prefix(2)))
    filter.kind = .thing
    #expect(filter.applied(to: sample).allRegions == [refs[0]])
    #expect(filter.applied(to: sample).regions[0].children == [])
    filter = RegionFilter()
    filter.categories = ["sky"]
    #expect(filter.applied(to: sample).regions.map(\.parent) == [nil])
    filter = RegionFilter()
    filter.maximumShare = 0.2
    #expect(filter.applied(to: sample).allRegions == [refs[2]])
  }
}
