import Datasets
import Imaging
import Language

/// Reads what a script's function returned as a sample.
enum ReturnedSample {
  static func sample(of value: Value, from name: String) throws -> SegSample {
    if let sample = value.asObject(SampleObject.self) { return sample.sample }
    let parts = try parts(of: value, from: name)
    guard let image = parts.image.asObject(ImageObject.self)?.image else {
      throw Diagnostic(
        .type, "the data set '\(name)' must return an image first, got \(parts.image.typeName)")
    }
    let masks = try (parts.masks.asSequence ?? [parts.masks]).map {
      try mask($0, of: image.size, from: name)
    }
    let layers = masks.map { mask in
      LabelMap(
        size: mask.size,
        ids: mask.codes.map { $0 == Mask.ignored ? LabelMap.ignored : UInt16($0) })
    }
    let targets = masks.indices.map { RegionReference(layer: $0, id: 1) }
    var sample = SegSample(
      image: image, layers: layers, info: SampleInfo(id: name), targets: targets)
    if let initial = parts.initial, !initial.isNone {
      for (target, value) in zip(targets, initial.asSequence ?? [initial]) {
        sample.initialMasks[target] = try mask(value, of: image.size, from: name)
      }
    }
    return sample
  }

  private static func parts(
    of value: Value, from name: String
  ) throws -> (image: Value, masks: Value, initial: Value?) {
    if let pair = value.asSequence, pair.count == 2 { return (pair[0], pair[1], nil) }
    func field(_ key: String) -> Value? {
      value.asDict?.value(of: key) ?? value.asRecord?.value(of: key)
    }
    guard let image = field("image"), let masks = field("masks") ?? field("mask") else {
      throw Diagnostic(
        .type,
        "the data set '\(name)' must return (image, mask), (image, [mask, …]) or a dict with these names; got \(value.typeName)"
      )
    }
    return (image, masks, field("initial_mask") ?? field("initial_masks"))
  }

  private static func mask(_ value: Value, of size: Size, from name: String) throws -> Mask {
    guard let mask = value.asObject(MaskObject.self)?.mask else {
      throw Diagnostic(
        .type, "the data set '\(name)' returned \(value.typeName) where a mask should be")
    }
    guard mask.size == size else {
      throw Diagnostic(
        .shape, "the data set '\(name)' returned a mask of \(mask.size) for an image of \(size)")
    }
    return mask
  }
}
