import Datasets
import Imaging
import Language

/// What is known of a sample's regions, as a script sees it.
enum RegionValues {
  /// A record a region, in the data set's order.
  static func list(of sample: SegSample) -> [Value] {
    let areas = sample.areas
    return sample.allRegions.map { record(sample.info(of: $0), area: areas[$0]) }
  }

  private static func record(_ region: RegionInfo, area: Int) -> Value {
    var fields: [(String, Value)] = [
      ("layer", Value.int(region.region.layer)), ("id", Value.int(Int(region.region.id))),
      ("area", Value.int(area)),
    ]
    fields.append(("category", text(region.category)))
    fields.append(("category_id", whole(region.categoryID)))
    fields.append(("kind", text(region.kind?.rawValue)))
    fields.append(("is_crowd", Value.bool(region.isCrowd)))
    fields.append(("source_id", whole(region.sourceID)))
    fields.append(("parent", region.parent.map(reference) ?? Value.none))
    fields.append(("children", Value.list(region.children.map(reference))))
    return .record(fields, type: "region")
  }

  private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? Value.none }

  private static func whole(_ number: Int?) -> Value { number.map { .int($0) } ?? Value.none }

  private static func reference(_ region: RegionReference) -> Value {
    .tuple([.int(region.layer), .int(Int(region.id))])
  }
}
