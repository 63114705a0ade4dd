public import Basics
import Imaging

/// All pixels that belong to no region of any layer.
public struct Background: RegionSelector {
  /// `background`.
  public let name = "background"

  /// Creates the selector.
  public init() {}

  /// The complement of all regions.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let target = try sample.foreground().inverted
    guard !target.isEmpty else { throw none(in: sample, .background) }
    return RegionSelection(target: target)
  }
}
