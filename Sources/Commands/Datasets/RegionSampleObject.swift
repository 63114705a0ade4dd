import Datasets
import Engine
import Imaging
import Language

/// An image with its target region as a script holds it: `image, mask = s`, or `s.image`, `s["mask"]`.
final class RegionSampleObject: ScriptObject, PicturedObject, IterableObject, IndexableObject {
  let sample: RegionSample

  init(_ sample: RegionSample) { self.sample = sample }

  var typeName: String { "region_sample" }
  var repr: String {
    "region_sample(\(sample.info.id.isEmpty ? "" : sample.info.id + ", ")\(sample.image.size))"
  }
  var members: [Member] {
    [
      Member("image", "the picture"), Member("target", "the region to segment, a mask"),
      Member("mask", "the region to segment, as albumentations calls it"),
      Member("info", "what the data set knows: id, image_path, mask_path"),
      Member("id", "the sample's id"),
      Member("planes", "red, green and blue as normalised planes, or None"),
      Member("positives", "where positive clicks belong, a list of masks"),
      Member("negatives", "what must not be taken for the target, a list of masks"),
      Member("others", "the picture's other objects, a mask, or None"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "image": .object(ImageObject(sample.image))
    case "target", "mask": .object(MaskObject(sample.target))
    case "id": .string(sample.info.id)
    case "planes": sample.planes.map { .list($0.map { .object(PlaneObject($0)) }) } ?? Value.none
    case "positives": .list(sample.positives.map { .object(MaskObject($0)) })
    case "negatives": .list(sample.negatives.map { .object(MaskObject($0)) })
    case "others": sample.others.map { .object(MaskObject($0)) } ?? Value.none
    case "info": sample.info.record
    default: nil
    }
  }

  /// The image, and then the mask.
  func makeIterator() throws -> () throws -> Value? {
    var parts = [
      Value.object(ImageObject(sample.image)), Value.object(MaskObject(sample.target)),
    ][...]
    return { parts.popFirst() }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let key) = terms[0], let name = Self.name(of: key),
      let value = try member(named: name)
    else {
      throw Diagnostic(.key, "a region sample has the entries 'image' and 'mask', or 0 and 1")
    }
    return value
  }

  /// An entry's name, by itself or by its place in `image, mask = s`.
  private static func name(of key: Value) -> String? {
    switch key.asInt {
    case 0, -2: "image"
    case 1, -1: "mask"
    case nil: key.asString
    default: nil
    }
  }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String {
    "region sample \(sample.info.id): \(sample.image.size) pixels, target of \(sample.target.area)"
  }
  func picture() throws -> RasterPicture {
    RasterPicture(try Overlays.target(sample.target, over: sample.image))
  }
}
