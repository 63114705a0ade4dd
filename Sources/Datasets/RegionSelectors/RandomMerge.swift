public import Basics

/// The union of several distinct regions, each set equally likely.
public struct RandomMerge: RegionSelector {
  /// `random_merge`.
  public let name = "random_merge"
  /// How many regions are joined.
  public let count: Int
  /// Whether id 0 of each layer counts as a region too, as the seed has it.
  public let withBackground: Bool

  /// Creates the selector; two regions unless told.
  ///
  /// - Throws: ``SelectorError/badParameter(selector:name:value:range:)`` for fewer than one.
  public init(count: Int = 2, withBackground: Bool = false) throws(SelectorError) {
    self.count = count
    self.withBackground = withBackground
    guard (1...65_535).contains(count) else {
      throw .badParameter(selector: name, name: "n", value: count, range: 1...65_535)
    }
  }

  /// Draws regions without repetition and joins them.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    var regions = sample.measuredRegions(withBackground: withBackground).map(\.region)
    guard regions.count >= count else {
      throw none(in: sample, .regions(wanted: count, found: regions.count))
    }
    var random = key.generator()
    // The first steps of a shuffle: each set of `count` is equally likely.
    for place in 0..<count {
      regions.swapAt(place, place + random.index(below: regions.count - place))
    }
    return try sample.selection(of: Array(regions[..<count]))
  }
}
