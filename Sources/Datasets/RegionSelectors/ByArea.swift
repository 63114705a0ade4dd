public import Basics

/// One region whose area lies in a range, each equally likely.
public struct ByArea: RegionSelector {
  /// `by_area`.
  public let name = "by_area"
  /// The areas that are drawn from, in pixels.
  public let range: ClosedRange<Int>

  /// Creates the selector.
  public init(_ range: ClosedRange<Int>) { self.range = range }

  /// Draws a region.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let regions = sample.measuredRegions()
    return try choose(
      among: regions.filter { range.contains($0.area) }.map(\.region), in: sample, key: key,
      orLacking: .area(range, found: regions.map(\.area).sorted()))
  }
}
