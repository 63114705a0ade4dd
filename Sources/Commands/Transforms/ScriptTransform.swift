import Basics
import Datasets
import Imaging
import Language

/// A script's function as a transform: `f(image, mask)` or `f(image, mask, seed)`.
///
/// It returns `(image, mask)`, or a dictionary or record of both, or an image alone, and then the mask
/// stays. Where the pair has companions, it is called once for each of them with the same seed.
struct ScriptTransform: Transform {
  let name: String
  let p = 1.0
  let function: Value
  var caller: ScriptCaller
  /// Whether the function also takes a whole number to draw from.
  let takesSeed: Bool

  func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    let image = try pair.image()
    var random = key.generator()
    let seed = Int(random.next() >> 11)
    let result = try changed(image, try pair.target(), seed)
    let companions = try pair.companions().map { mask in
      let moved = try changed(image, mask, seed).mask
      guard moved.size == result.image.size else {
        throw TransformError.sizesDiffer(
          transform: name, image: result.image.size, mask: moved.size)
      }
      return moved
    }
    let normalization = pair.normalization
    pair = try TrainingPair(image: result.image, target: result.mask, companions: companions)
    if let normalization { pair.normalize(normalization) }
  }

  private func changed(
    _ image: Image, _ mask: Mask, _ seed: Int
  ) throws -> (image: Image, mask: Mask) {
    let result = try caller.call(
      function,
      [.object(ImageObject(image)), .object(MaskObject(mask))] + (takesSeed ? [.int(seed)] : []))
    let changed = try Self.pair(result, keeping: mask, role: "the transform '\(name)'")
    guard changed.image.size == changed.mask.size else {
      throw TransformError.sizesDiffer(
        transform: name, image: changed.image.size, mask: changed.mask.size)
    }
    return changed
  }

  private static func pair(
    _ value: Value, keeping mask: Mask, role: String
  ) throws -> (image: Image, mask: Mask) {
    if let sample = value.asObject(RegionSampleObject.self)?.sample {
      return (sample.image, sample.target)
    }
    if let image = value.asObject(ImageObject.self)?.image { return (image, mask) }
    guard let parts = parts(of: value) else {
      throw Diagnostic(
        .type, "\(role) must return (image, mask), got \(value.typeName)",
        help: "a dictionary with 'image' and 'mask' will do too, or the image alone")
    }
    guard let image = parts.image.asObject(ImageObject.self)?.image else {
      throw Diagnostic(
        .type, "\(role) must return an image first, got \(parts.image.typeName)")
    }
    if let mask = parts.mask.asObject(MaskObject.self)?.mask { return (image, mask) }
    guard let plane = parts.mask.asObject(PlaneObject.self)?.plane else {
      throw Diagnostic(.type, "\(role) must return a mask second, got \(parts.mask.typeName)")
    }
    return (image, plane.thresholded())
  }

  private static func parts(of value: Value) -> (image: Value, mask: Value)? {
    if let items = value.asSequence { return items.count == 2 ? (items[0], items[1]) : nil }
    if let record = value.asRecord, let image = record.value(of: "image"),
      let mask = record.value(of: "mask")
    {
      return (image, mask)
    }
    guard let dictionary = value.asDict, let image = dictionary.value(of: "image"),
      let mask = dictionary.value(of: "mask")
    else { return nil }
    return (image, mask)
  }
}
