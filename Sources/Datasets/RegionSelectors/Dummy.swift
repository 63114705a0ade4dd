public import Basics

/// Takes what is already binary: id 1 of the first layer.
///
/// The only selector that never refuses a sample with a layer: its region may be empty.
public struct Dummy: RegionSelector {
  /// `dummy`.
  public let name = "dummy"

  /// Creates the selector.
  public init() {}

  /// The pixels of the first layer with id 1.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let region = RegionReference(layer: 0, id: 1)
    return RegionSelection(target: try sample.region(region), regions: [region])
  }
}
