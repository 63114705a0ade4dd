public import Basics

/// One region by its place among wholes and parts, each equally likely.
public struct ByHierarchy: RegionSelector {
  /// A place among wholes and parts.
  public enum Place: String, CaseIterable, Sendable {
    /// Regions that have parts.
    case parents
    /// Regions that are parts.
    case children
    /// Regions that are no parts, whether they have some or not.
    case roots
    /// Regions that have no parts.
    case leaves
  }

  /// The place's name.
  public var name: String { place.rawValue }
  /// What is drawn from.
  public let place: Place

  /// Creates the selector.
  public init(_ place: Place) { self.place = place }

  /// Draws a region at the place.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let tree = RegionTree(sample)
    let regions = tree.regions.filter { region in
      switch place {
      case .parents: !tree.children(of: region).isEmpty
      case .children: tree.parent(of: region) != nil
      case .roots: tree.parent(of: region) == nil
      case .leaves: tree.children(of: region).isEmpty
      }
    }
    return try choose(
      among: regions, in: sample, key: key,
      orLacking: tree.regions.isEmpty ? .regions(wanted: 1, found: 0) : .hierarchy)
  }
}
