public import Basics

/// The region with a given id: of one layer, or of the first layer that has it.
public struct ByID: RegionSelector {
  /// `by_id`.
  public let name = "by_id"
  /// The id, in the layer or in the annotation.
  public let id: Int
  /// The layer; any where it is `nil`.
  public let layer: Int?

  /// Creates the selector.
  public init(_ id: Int, layer: Int? = nil) {
    self.id = id
    self.layer = layer
  }

  /// The region whose id in the annotation is the given one, else the one whose id in its layer is.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let regions = sample.measuredRegions(withBackground: true).map(\.region)
      .filter { layer == nil || $0.layer == layer }
    let chosen =
      regions.first { sample.info(of: $0).sourceID == id } ?? regions.first { Int($0.id) == id }
    guard let chosen else { throw none(in: sample, .id(id, found: regions.map { Int($0.id) })) }
    return try sample.selection(of: [chosen])
  }
}
