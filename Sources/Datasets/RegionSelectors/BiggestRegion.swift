public import Basics

/// The region with the most pixels; of equals the first.
public struct BiggestRegion: RegionSelector {
  /// `biggest_region`.
  public let name = "biggest_region"

  /// Creates the selector.
  public init() {}

  /// The largest region.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let regions = sample.measuredRegions()
    guard let area = regions.map(\.area).max(),
      let biggest = regions.first(where: { $0.area == area })
    else { throw none(in: sample, .regions(wanted: 1, found: 0)) }
    return try sample.selection(of: [biggest.region])
  }
}
