import Imaging

/// What a data set knows of one region of a sample besides its pixels.
///
/// Whatever an annotation does not say is `nil` or empty; selectors treat it as unknown.
public struct RegionInfo: Hashable, Sendable {
  /// Whether a region can be counted.
  public enum Kind: String, CaseIterable, Sendable {
    /// A countable object: a car.
    case thing
    /// A part of the scene that cannot be counted: sky.
    case stuff
  }

  /// Whose facts these are.
  public var region: RegionReference
  /// The annotation's own id, where it has one: it may exceed the 16 bits of a layer's ids.
  public var sourceID: Int?
  /// The class by its name.
  public var category: String?
  /// The class by the annotation's own number.
  public var categoryID: Int?
  /// Thing or stuff.
  public var kind: Kind?
  /// Whether the region stands for several objects at once, which no evaluation takes for one.
  public var isCrowd: Bool
  /// The region that this one is a part of.
  public var parent: RegionReference?
  /// The regions that are parts of this one.
  public var children: [RegionReference]
  /// How many pixels the region has, where the annotation says so or loading has counted them.
  public var area: Int?

  /// Creates the facts of a region; all that is not given is unknown.
  public init(
    _ region: RegionReference, sourceID: Int? = nil, category: String? = nil,
    categoryID: Int? = nil, kind: Kind? = nil, isCrowd: Bool = false,
    parent: RegionReference? = nil, children: [RegionReference] = [], area: Int? = nil
  ) {
    self.region = region
    self.sourceID = sourceID
    self.category = category
    self.categoryID = categoryID
    self.kind = kind
    self.isCrowd = isCrowd
    self.parent = parent
    self.children = children
    self.area = area
  }
}

extension SegSample {
  /// The facts of a region; bare ones where the data set knows none.
  public func info(of region: RegionReference) -> RegionInfo {
    regions.first { $0.region == region } ?? RegionInfo(region)
  }

  /// Every region of the sample, layer by layer in ascending order of ids; background is none.
  ///
  /// What the data set lists in ``regions``, or what occurs in the layers where it lists nothing.
  public var allRegions: [RegionReference] {
    regions.isEmpty ? areas.regions : regions.map(\.region)
  }

  /// The same where the areas are counted already.
  func allRegions(_ areas: RegionAreas) -> [RegionReference] {
    regions.isEmpty ? areas.regions : regions.map(\.region)
  }
}

extension [LabelMap] {
  /// Makes the pixels of some regions background, each layer in one pass.
  mutating func removePixels(of regions: some Sequence<RegionReference>) {
    for (layer, gone) in Dictionary(grouping: regions, by: \.layer) where indices.contains(layer) {
      self[layer].remove(gone.lazy.map(\.id))
    }
  }
}
