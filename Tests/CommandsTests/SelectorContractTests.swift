import Basics
import Datasets
import Imaging
import Language
import Testing
import TestSupport

@testable import Commands

/// What every region selector of the program promises; the list is compared with the commands, so that
/// none can be forgotten.
@Suite("The contract of region selectors")
struct SelectorContractTests {
  struct Entry: CustomTestStringConvertible, Sendable {
    let name: String
    let make: @Sendable () throws -> any RegionSelector
    var testDescription: String { name }
  }

  static let entries: [Entry] = {
    var makers = SelectorCatalogue.entries
    makers["by_id"] = { ByID(1) }
    makers["by_area"] = { ByArea(1...50) }
    makers["mixture"] = { try SelectorMixture([(RandomSingle(), 1), (RandomMerge(), 1)]) }
    return makers.keys.sorted().compactMap { name in
      makers[name].map { Entry(name: name, make: $0) }
    }
  }()

  /// Samples of each kind that there is; of the first every selector finds a region.
  static let samples: [SegSample] = {
    let size = Size(height: 6, width: 8)
    func sample(_ id: String, _ size: Size, _ layers: [[UInt16]], _ facts: [RegionInfo] = [])
      -> SegSample
    {
      SegSample(
        image: Image(size: size), layers: layers.map { LabelMap(size: size, ids: $0) },
        info: SampleInfo(id: id), regions: facts)
    }
    let quarters = (0..<size.count).map { UInt16($0 % 8 < 4 ? 1 : $0 < 24 ? 2 : 0) }
    let parts = (0..<size.count).map { UInt16($0 % 8 < 2 ? 1 : $0 % 8 == 7 ? LabelMap.ignored : 0) }
    let (whole, part) = (RegionReference(layer: 0, id: 1), RegionReference(layer: 1, id: 1))
    let facts = [
      RegionInfo(whole, category: "car", kind: .thing, children: [part]),
      RegionInfo(RegionReference(layer: 0, id: 2), category: "sky", kind: .stuff),
      RegionInfo(part, category: "door", kind: .thing, parent: whole),
    ]
    func all(_ id: UInt16, _ size: Size) -> [UInt16] { Array(repeating: id, count: size.count) }
    let pixel = Size(height: 1, width: 1)
    return [
      sample("ordinary", size, [quarters, parts], facts),
      sample("bare", size, [quarters]),
      sample("empty", size, [all(0, size)]),
      sample("full", size, [all(1, size)]),
      sample("ignored", size, [all(LabelMap.ignored, size)]),
      sample("one pixel", pixel, [all(1, pixel)]),
      sample("no pixel", Size(height: 0, width: 0), [[]]),
      sample("no layer", size, []),
    ]
  }()

  /// A choice, or `nil` where the selector refuses the sample with an error of its own.
  private func selection(
    _ selector: any RegionSelector, _ sample: SegSample, draw: Int
  ) throws -> RegionSelection? {
    do {
      return try selector.select(
        from: sample, key: RandomKey(root: 2, purpose: "contract", interaction: draw))
    } catch is SelectorError {
      return nil
    } catch DatasetError.noSuchLayer {
      return nil
    }
  }

  @Test("every command has an entry here, and every entry is a command")
  func complete() {
    let commands = selectorCommands.map { $0.name.dropFirst("selectors.".count) }
    #expect(Set(commands) == Set(Self.entries.map { $0.name[...] }))
  }

  @Test("the target is of the image's size, made of what counts, and not empty", arguments: entries)
  func shapes(entry: Entry) throws {
    let selector = try entry.make()
    for sample in Self.samples {
      for draw in 0..<6 {
        guard let chosen = try selection(selector, sample, draw: draw) else { continue }
        #expect(chosen.target.size == sample.image.size, "\(sample.info.id)")
        #expect(!chosen.target.isEmpty || entry.name == "dummy", "\(sample.info.id)")
        for mask in chosen.positives {
          #expect(try mask.subtracting(chosen.target).isEmpty, "\(sample.info.id)")
        }
        for mask in chosen.negatives {
          #expect(try mask.intersection(chosen.target).isEmpty, "\(sample.info.id)")
        }
      }
    }
  }

  @Test("finds regions of all kinds, and none where nothing counts", arguments: entries)
  func refusals(entry: Entry) throws {
    let selector = try entry.make()
    #expect(try selection(selector, Self.samples[0], draw: 0) != nil)
    for sample in Self.samples where ["ignored", "no pixel", "no layer"].contains(sample.info.id) {
      let found = try selection(selector, sample, draw: 0)
      let isEmpty = found?.target.isEmpty ?? true
      // Where no layer says anything, everything is background.
      #expect(isEmpty == !(entry.name == "background" && sample.info.id == "no layer"))
    }
  }

  @Test("the same key gives the same region, whatever came before", arguments: entries)
  func determinism(entry: Entry) throws {
    let (selector, again) = (try entry.make(), try entry.make())
    let sample = Self.samples[0]
    for draw in (0..<6).reversed() { _ = try selection(again, sample, draw: draw) }
    for draw in 0..<6 {
      let first = try selection(selector, sample, draw: draw)
      #expect(try selection(again, sample, draw: draw)?.target == first?.target)
    }
  }

  @Test("what is random differs between keys", arguments: entries)
  func variety(entry: Entry) throws {
    let fixed: Set = [
      "dummy", "background", "biggest_region", "by_id", "stuff", "parents", "children",
    ]
    let selector = try entry.make()
    let targets = try (0..<40).map { try selection(selector, Self.samples[0], draw: $0)?.target }
    #expect((Set(targets).count > 1) == !fixed.contains(entry.name))
  }
}
