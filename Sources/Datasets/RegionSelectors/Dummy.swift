public import Basics
public import Imaging

/// Takes what is already binary: id 1 of the first layer.
public struct Dummy: RegionSelector {
  /// `dummy`.
  public let name = "dummy"

  /// Creates the selector.
  public init() {}

  /// The pixels of the first layer with id 1.
  public func region(of sample: SegSample, key: RandomKey) throws -> Mask {
    try sample.region(RegionReference(layer: 0, id: 1))
  }
}
