public import Imaging

/// What selectors ask a sample.
extension SegSample {
  /// A region and how many pixels it has.
  struct Measured {
    var region: RegionReference
    var area: Int
  }

  /// The regions that have pixels, crowds left out, in the order of ``allRegions``; every area is
  /// counted once for all regions of a layer.
  ///
  /// - Parameter withBackground: count id 0 of each layer as a region, as the seed does.
  func measuredRegions(withBackground: Bool = false) -> [Measured] {
    let areas = areas
    let crowds = Set(regions.lazy.filter(\.isCrowd).map(\.region))
    let named = allRegions(areas)
    let grounds =
      withBackground ? layers.indices.map { RegionReference(layer: $0, id: 0) } : []
    return (grounds + named).filter { !crowds.contains($0) && areas[$0] > 0 }.map {
      Measured(region: $0, area: areas[$0])
    }
  }

  /// The union of some regions as a selection; each is a place for positive clicks.
  func selection(of regions: [RegionReference]) throws -> RegionSelection {
    let masks = try regions.map { try region($0) }
    return RegionSelection(
      target: try union(of: regions), regions: regions, positives: masks)
  }

  /// The union of some regions; within a layer in one pass.
  func union(of regions: [RegionReference]) throws -> Mask {
    let byLayer = Dictionary(grouping: regions, by: \.layer)
    let masks = try byLayer.keys.sorted().map { layer in
      guard layers.indices.contains(layer) else {
        throw DatasetError.noSuchLayer(sample: info.id, layer: layer, count: layers.count)
      }
      return layers[layer].region(ofAny: byLayer[layer, default: []].lazy.map(\.id))
    }
    return masks.count == 1 ? masks[0] : try Mask(joining: masks, size: image.size)
  }

  /// The pixels that belong to some region of some layer.
  ///
  /// Those that belong to none are ignored where some layer ignores them.
  public func foreground() throws -> Mask {
    try Mask(joining: layers.map(\.regions), size: image.size)
  }

  /// The other objects: pixels of some region that are not the target's, where RITM's sampler places
  /// negative clicks of the kind `other`. Empty where the target is all there is.
  public func others(than target: Mask) throws -> Mask { try foreground().subtracting(target) }
}
