public import Basics

/// One region that is a thing, or one that is stuff, each equally likely.
public struct ByKind: RegionSelector {
  /// `things` or `stuff`.
  public var name: String { kind == .thing ? "things" : "stuff" }
  /// What is drawn from.
  public let kind: RegionInfo.Kind

  /// Creates the selector.
  public init(_ kind: RegionInfo.Kind) { self.kind = kind }

  /// Draws a region that the data set says is of the kind.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let regions = sample.measuredRegions().map(\.region)
    return try choose(
      among: regions.filter { sample.info(of: $0).kind == kind }, in: sample, key: key,
      orLacking: .kind(kind))
  }
}
