public import Basics
public import Imaging

/// One connected component of one region, each component of the sample equally likely.
public struct RandomConnectedRegion: RegionSelector {
  /// `random_connected_region`.
  public let name = "random_connected_region"
  /// The least area of a component that is drawn, in pixels.
  public let minArea: Int
  /// Which pixels touch.
  public let connectivity: Connectivity

  /// Creates the selector; 8-connected, and any area unless told.
  public init(minArea: Int = 1, connectivity: Connectivity = .eight) {
    self.minArea = minArea
    self.connectivity = connectivity
  }

  /// Draws a component; the region's other components are background.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    var found: [(region: RegionReference, components: Components, number: Int)] = []
    var areas: [Int] = []
    for measured in sample.measuredRegions() {
      let components = try sample.region(measured.region).components(connectivity)
      areas += components.all.map(\.area)
      for (index, component) in components.all.enumerated() where component.area >= minArea {
        found.append((measured.region, components, index + 1))
      }
    }
    guard !found.isEmpty else {
      throw none(
        in: sample,
        areas.isEmpty
          ? .regions(wanted: 1, found: 0) : .area(minArea...Int.max, found: areas.sorted()))
    }
    var random = key.generator()
    let choice = found[random.index(below: found.count)]
    var target = choice.components.mask(of: choice.number)
    target.ignore(where: try sample.region(choice.region))
    return RegionSelection(target: target, regions: [choice.region])
  }
}

extension Mask {
  /// Ignores the background pixels that another mask of the same size ignores.
  mutating func ignore(where other: Mask) {
    guard other.ignoredCount > 0 else { return }
    for index in codes.indices where codes[index] == Mask.background {
      if other.codes[index] == Mask.ignored { codes[index] = Mask.ignored }
    }
  }
}
