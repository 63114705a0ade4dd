import Datasets
import Engine
import Imaging
import Language

/// A sample as a script holds it: `s.image`, `s.target`, `s.info`.
final class SampleObject: ScriptObject, PicturedObject {
  let image: ImageObject
  let layers: [LabelMap]
  let target: MaskObject
  let info: SampleInfo

  /// The target is id 1 of the first layer, as the region selector `dummy` takes it.
  init(_ sample: SegSample) throws {
    image = ImageObject(sample.image)
    layers = sample.layers
    target = MaskObject(try sample.region(RegionReference(layer: 0, id: 1)))
    info = sample.info
  }

  var typeName: String { "sample" }
  var repr: String { "sample(\(info.id), \(image.image.size))" }
  var members: [Member] {
    [
      Member("image", "the picture"), Member("target", "the region to segment, a mask"),
      Member("info", "what the data set knows: id, image_path, mask_path"),
      Member("id", "the sample's id"), Member("layers", "how many layers the full mask has"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "image": .object(image)
    case "target": .object(target)
    case "id": .string(info.id)
    case "layers": .int(layers.count)
    case "info":
      .record([
        ("id", .string(info.id)), ("image_path", info.imagePath.map { .string($0) } ?? .none),
        ("mask_path", info.maskPath.map { .string($0) } ?? .none),
      ])
    default: nil
    }
  }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String {
    "sample \(info.id): \(image.image.size) pixels, target of \(target.mask.area)"
  }

  func picture() throws -> RasterPicture {
    RasterPicture(try Overlays.target(target.mask, over: image.image))
  }
}
