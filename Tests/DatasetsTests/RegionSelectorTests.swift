import Basics
import Imaging
import Testing
import TestSupport

@testable import Datasets

@Suite("Region selectors")
struct RegionSelectorTests {
  private func key(_ draw: Int) -> RandomKey {
    RandomKey(root: 11, purpose: "test", interaction: draw)
  }

  private func sample(_ rows: [UInt16]..., regions: [RegionInfo] = []) -> SegSample {
    let size = Size(height: 1, width: rows[0].count)
    return SegSample(
      image: Image(size: size), layers: rows.map { LabelMap(size: size, ids: $0) },
      info: SampleInfo(id: "s"), regions: regions)
  }

  private func chiSquare(_ counts: [some Hashable: Int]) -> Double {
    let expected = Double(counts.values.reduce(0, +)) / Double(counts.count)
    return counts.values.reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
  }

  private func pictures(
    _ selector: some RegionSelector, _ sample: SegSample, draws: Int = 900
  ) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for draw in 0..<draws {
      counts[try selector.region(of: sample, key: key(draw)).picture, default: 0] += 1
    }
    return counts
  }

  @Test("random_single draws each (layer, id) alike; the background only where told")
  func single() throws {
    let sample = sample([0, 1, 1, 1, 2], [7, 7, 0, 0, .max])
    let counts = try pictures(RandomSingle(), sample)
    #expect(Set(counts.keys) == [".###.", "....#", "##..?"])
    #expect(chiSquare(counts) < 13.8)
    let all = try pictures(RandomSingle(withBackground: true), sample)
    #expect(all.count == 5)
    #expect(chiSquare(all) < 18.5)
  }

  @Test("random_class joins the regions of a class")
  func classes() throws {
    let facts = [("cat", 1), ("dog", 2), ("cat", 3)].map { name, id in
      RegionInfo(RegionReference(layer: 0, id: UInt16(id)), category: name)
    }
    let sample = sample([1, 2, 2, 3, 0], regions: facts)
    let counts = try pictures(RandomClass(), sample)
    #expect(Set(counts.keys) == ["#..#.", ".##.."])
    #expect(chiSquare(counts) < 10.8)
    #expect(try pictures(RandomClass(classes: ["dog"]), sample, draws: 9) == [".##..": 9])
    #expect(
      throws: SelectorError.noRegion(
        selector: "random_class", sample: "s", lack: .category("cow", found: ["cat", "dog"]))
    ) { try RandomClass(classes: ["cow"]).region(of: sample, key: key(0)) }
  }

  @Test("random_connected_region draws each component alike and keeps ignored pixels")
  func connected() throws {
    let sample = sample([1, 0, 1, 1, .max, 2])
    let counts = try pictures(RandomConnectedRegion(), sample)
    #expect(Set(counts.keys) == ["#...?.", "..##?.", "....?#"])
    #expect(chiSquare(counts) < 13.8)
    #expect(try pictures(RandomConnectedRegion(minArea: 2), sample, draws: 9) == ["..##?.": 9])
  }

  @Test("random_merge draws each set of distinct regions alike")
  func merge() throws {
    let sample = sample([1, 2, 3, 4])
    let counts = try pictures(RandomMerge(), sample)
    #expect(counts.count == 6)
    #expect(counts.keys.allSatisfy { $0.filter { $0 == "#" }.count == 2 })
    #expect(chiSquare(counts) < 20.5)
    #expect(
      throws: SelectorError.noRegion(
        selector: "random_merge", sample: "s", lack: .regions(wanted: 5, found: 4))
    ) { try RandomMerge(count: 5).region(of: sample, key: key(0)) }
  }

  @Test("a layer that ignores a pixel does not hide another layer's object there")
  func mergeAcrossLayers() throws {
    let sample = sample([1, 0, .max], [.max, 0, 5])
    #expect(try RandomMerge().region(of: sample, key: key(0)).picture == "#.#")
    #expect(try Background().region(of: sample, key: key(0)).picture == ".#.")
  }

  @Test("background, biggest_region, by_id and by_area take what they say")
  func plain() throws {
    let sample = sample([0, 1, 2, 2, .max], [0, 0, 0, 9, 9])
    #expect(try Background().region(of: sample, key: key(0)).picture == "#....")
    #expect(try BiggestRegion().region(of: sample, key: key(0)).picture == "..##?")
    #expect(try ByID(9).region(of: sample, key: key(0)).picture == "...##")
    #expect(try ByID(0, layer: 1).region(of: sample, key: key(0)).picture == "###..")
    #expect(try ByArea(1...1).region(of: sample, key: key(0)).picture == ".#..?")
    #expect(throws: SelectorError.self) { try ByID(3).region(of: sample, key: key(0)) }
    #expect(
      throws: SelectorError.noRegion(
        selector: "by_area", sample: "s", lack: .area(5...6, found: [1, 2, 2]))
    ) { try ByArea(5...6).region(of: sample, key: key(0)) }
  }

  /// A whole of ten pixels in layer 0; in layer 1 its parts of five, two and (less than a tenth) none.
  private var family: SegSample {
    let whole = RegionReference(layer: 0, id: 1)
    let parts = (1...2).map { RegionReference(layer: 1, id: UInt16($0)) }
    return sample(
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1, 2, 2, 0, 0, 0, 0],
      regions: [
        RegionInfo(whole, kind: .thing, children: parts),
        RegionInfo(parts[0], kind: .stuff, parent: whole), RegionInfo(parts[1], parent: whole),
      ])
  }

  @Test("parents, children, roots and leaves; things and stuff")
  func places() throws {
    #expect(try pictures(ByHierarchy(.parents), family, draws: 9) == ["##########.": 9])
    #expect(try pictures(ByHierarchy(.roots), family, draws: 9) == ["##########.": 9])
    #expect(
      Set(try pictures(ByHierarchy(.children), family, draws: 40).keys) == [
        "#####......", ".....##....",
      ])
    #expect(
      Set(try pictures(ByHierarchy(.leaves), family, draws: 40).keys) == [
        "#####......", ".....##....",
      ])
    #expect(try pictures(ByKind(.thing), family, draws: 9) == ["##########.": 9])
    #expect(try pictures(ByKind(.stuff), family, draws: 9) == ["#####......": 9])
    #expect(
      throws: SelectorError.noRegion(selector: "children", sample: "s", lack: .hierarchy)
    ) { try ByHierarchy(.children).region(of: sample([1, 2]), key: key(0)) }
  }

  @Test("hierarchical walks down half the time, removes parts, and says what is negative")
  func hierarchical() throws {
    let selector = Hierarchical()
    var down = 0
    for draw in 0..<600 {
      let selection = try selector.select(from: family, key: key(draw))
      if selection.regions[0].layer == 1 {
        down += 1
        let rest = selection.target.picture == "#####......" ? ".....#####." : "#####..###."
        #expect(selection.negatives.map(\.picture) == [rest])
      } else {
        let removed = selection.negatives
        #expect(removed.count <= 2)
        for part in removed {
          #expect(try part.intersection(selection.target).isEmpty)
        }
        let left = removed.reduce(10) { $0 - $1.area }
        #expect(selection.target.area == left)
      }
      #expect(try selection.positives[0].subtracting(selection.target).isEmpty)
    }
    #expect(abs(down - 300) < 49)  // four standard deviations
  }

  @Test("links that close a circle, or lead to regions without pixels, are left out")
  func circles() throws {
    let (a, b) = (RegionReference(layer: 0, id: 1), RegionReference(layer: 0, id: 2))
    let nobody = RegionReference(layer: 0, id: 99)
    let sample = sample(
      [1, 2],
      regions: [RegionInfo(a, parent: b), RegionInfo(b, parent: a, children: [nobody, a])])
    for draw in 0..<50 { _ = try Hierarchical().select(from: sample, key: key(draw)) }
  }

  @Test("a mixture draws by weight, and asks the others where one finds nothing")
  func mixture() throws {
    let mixture = try SelectorMixture([(ByID(1), 3), (ByID(2), 1)])
    let counts = try pictures(mixture, sample([1, 2]), draws: 2000)
    let first = counts["#.", default: 0]
    #expect(abs(first - 1500) < 80)  // four standard deviations
    #expect(try pictures(mixture, sample([2, 2]), draws: 20) == ["##": 20])
    #expect(throws: SelectorError.self) { try mixture.region(of: sample([5]), key: key(0)) }
    #expect(throws: SelectorError.nothingToChoose(selector: "mixture")) {
      try SelectorMixture([(Dummy(), 0)])
    }
  }

  @Test("others are the picture's objects without the target")
  func others() throws {
    let sample = sample([1, 2, 0, .max, 3])
    #expect(try sample.others(than: mask("#....")).picture == ".#.?#")
  }
}
