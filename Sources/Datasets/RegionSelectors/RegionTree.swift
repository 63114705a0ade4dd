/// The regions of a sample that have pixels, as wholes and parts.
///
/// Links to regions without pixels are left out, and so is every link that would close a circle.
struct RegionTree {
  /// The regions in the sample's order.
  let regions: [RegionReference]
  private let areas: [RegionReference: Int]
  private var parents: [RegionReference: RegionReference] = [:]
  private var parts: [RegionReference: [RegionReference]] = [:]

  init(_ sample: SegSample) {
    let measured = sample.measuredRegions()
    regions = measured.map(\.region)
    areas = Dictionary(measured.map { ($0.region, $0.area) }) { first, _ in first }
    for info in sample.regions {
      if let parent = info.parent { link(info.region, to: parent) }
      for child in info.children { link(child, to: info.region) }
    }
  }

  private mutating func link(_ child: RegionReference, to parent: RegionReference) {
    guard areas[child] != nil, areas[parent] != nil, parents[child] == nil else { return }
    var ancestor: RegionReference? = parent
    while let next = ancestor {
      if next == child { return }
      ancestor = parents[next]
    }
    parents[child] = parent
    parts[parent, default: []].append(child)
  }

  func parent(of region: RegionReference) -> RegionReference? { parents[region] }
  func children(of region: RegionReference) -> [RegionReference] { parts[region] ?? [] }
  func area(of region: RegionReference) -> Int { areas[region] ?? 0 }
}
