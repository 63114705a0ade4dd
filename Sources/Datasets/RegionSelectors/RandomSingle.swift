public import Basics

/// One region, each of the sample's (layer, id) pairs equally likely.
public struct RandomSingle: RegionSelector {
  /// `random_single`.
  public let name = "random_single"
  /// Whether id 0 of each layer counts as a region too, as the seed has it.
  public let withBackground: Bool

  /// Creates the selector; objects only unless told.
  public init(withBackground: Bool = false) { self.withBackground = withBackground }

  /// Draws a region.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    try choose(
      among: sample.measuredRegions(withBackground: withBackground).map(\.region), in: sample,
      key: key, orLacking: .regions(wanted: 1, found: 0))
  }
}
