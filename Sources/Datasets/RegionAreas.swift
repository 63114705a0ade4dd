import Imaging

/// How many pixels each region of a sample has, counted in one pass a layer.
public struct RegionAreas: Sendable {
  /// The areas in each layer by id from 0 on.
  private let layers: [[Int]]

  init(_ layers: [LabelMap]) { self.layers = layers.map(\.areasByID) }

  /// A region's pixels; 0 where it has none, or there is no such layer.
  public subscript(region: RegionReference) -> Int {
    guard layers.indices.contains(region.layer) else { return 0 }
    let areas = layers[region.layer]
    return areas.indices.contains(Int(region.id)) ? areas[Int(region.id)] : 0
  }

  /// The regions that have pixels, layer by layer in ascending order of ids; background is none.
  public var regions: [RegionReference] {
    layers.enumerated().flatMap { layer, areas in
      areas.indices.dropFirst().filter { areas[$0] > 0 }.map {
        RegionReference(layer: layer, id: UInt16($0))
      }
    }
  }
}

extension SegSample {
  /// How many pixels each region has.
  public var areas: RegionAreas { RegionAreas(layers) }
}
