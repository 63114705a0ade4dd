import Datasets
import Engine
import Imaging
import Language

/// A sample as a script holds it: `s.image`, `s.target`, `s.targets`, `s.regions`, `s.info`.
final class SampleObject: ScriptObject, PicturedObject {
  let sample: SegSample
  let image: ImageObject
  let target: MaskObject
  var info: SampleInfo { sample.info }

  /// The target is the first region that an evaluation segments; where there is none, id 1 of the first
  /// layer, as the region selector `dummy` takes it.
  init(_ sample: SegSample) throws {
    self.sample = sample
    image = ImageObject(sample.image)
    target = MaskObject(
      sample.layers.isEmpty
        ? Mask(size: sample.image.size)
        : try sample.region(sample.targets?.first ?? RegionReference(layer: 0, id: 1)))
  }

  var typeName: String { "sample" }
  var repr: String { "sample(\(info.id), \(image.image.size))" }
  var members: [Member] {
    [
      Member("image", "the picture"), Member("target", "the first region to segment, a mask"),
      Member("targets", "the regions that an evaluation segments, as masks, or None"),
      Member("regions", "what is known of each region: layer, id, category, area, parent …"),
      Member("region", "region(layer, id): the pixels of a region, a mask"),
      Member("initial_mask", "the mask that an evaluation of the target starts from, or None"),
      Member("info", "what the data set knows: id, image_path, mask_path"),
      Member("id", "the sample's id"), Member("layers", "how many layers the full mask has"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "image": .object(image)
    case "target": .object(target)
    case "targets":
      try sample.targets.map { targets in
        .list(try targets.map { .object(MaskObject(try sample.region($0))) })
      } ?? Value.none
    case "regions": .list(RegionValues.list(of: sample))
    case "region": regionFunction
    case "initial_mask":
      sample.targets?.first.flatMap { sample.initialMasks[$0] }.map { .object(MaskObject($0)) }
        ?? Value.none
    case "id": .string(info.id)
    case "layers": .int(sample.layers.count)
    case "info": info.record
    default: nil
    }
  }

  private var regionFunction: Value {
    .function("region", "layer, id", "the pixels of a region") { [sample] call in
      guard let layer = call[0].asInt, let id = call[1].asInt.flatMap({ UInt16(exactly: $0) })
      else {
        throw Diagnostic(.type, "region takes a layer and an id, both whole numbers")
      }
      return .object(MaskObject(try sample.region(RegionReference(layer: layer, id: id))))
    }
  }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String {
    let count = sample.targets?.count ?? 0
    let targets = count > 1 ? ", the first of \(count) targets" : ", target"
    return "sample \(info.id): \(image.image.size) pixels\(targets) of \(target.mask.area)"
  }

  func picture() throws -> RasterPicture {
    RasterPicture(try Overlays.target(target.mask, over: image.image))
  }
}
