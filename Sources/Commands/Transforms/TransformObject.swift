import Basics
import Datasets
import Imaging
import Language

/// A transform as a script holds it: `t(image, mask)` or `t(sample)` gives the changed pair.
final class TransformObject: ComposedObject, CallableObject {
  let transform: any Transform
  /// The session's seed at the time of a call.
  private let seed: @Sendable () -> UInt64

  init(_ transform: any Transform, seed: @escaping @Sendable () -> UInt64) {
    self.transform = transform
    self.seed = seed
  }

  var typeName: String { "transform" }
  var repr: String {
    let parts = (transform as? Compose)?.transforms ?? (transform as? OneOf)?.transforms
    return "transform(" + (parts ?? [transform]).map(\.name).joined(separator: ", ") + ")"
  }
  var members: [Member] {
    [
      Member("name", "the transform's name"),
      Member("p", "the probability that it is applied"),
      Member("steps", "the transforms that it is made of"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": return .string(transform.name)
    case "p": return .float(transform.p)
    case "steps":
      let parts = (transform as? Compose)?.transforms ?? (transform as? OneOf)?.transforms ?? []
      return .list(parts.map { .object(TransformObject($0, seed: seed)) })
    default: return nil
    }
  }

  func call(_ call: borrowing Call) throws -> Value {
    let arguments = try PairArguments(call, of: "the transform '\(transform.name)'")
    var pair = try TrainingPair(image: arguments.image, target: arguments.mask)
    // Draws depend on the mask, not on which pair a script happens to treat first.
    let key = RandomKey(
      root: arguments.seed ?? seed(), purpose: "transforms",
      sample: arguments.id ?? Fingerprint(id: "", target: arguments.mask).description,
      interaction: arguments.epoch)
    try transform(&pair, key: key)
    return .object(
      RegionSampleObject(
        RegionSample(
          image: try pair.image(), target: try pair.target(),
          info: SampleInfo(id: arguments.id ?? ""), planes: try pair.planes())))
  }
}

/// What a transform is called with: an image and a mask, or a sample.
private struct PairArguments {
  var image: Image
  var mask: Mask
  /// The sample's id, where a sample was given.
  var id: String?
  var seed: UInt64?
  var epoch = 0

  init(_ call: borrowing Call, of role: String) throws {
    var values: [String: Value] = [:]
    let rest = call.rest
    guard rest.count <= 2 else {
      throw Diagnostic(
        .type, "\(role) takes (image, mask) or (sample), got \(rest.count) arguments")
    }
    for (name, value) in zip(["image", "mask"], rest) { values[name] = value }
    for keyword in call.keywords {
      guard ["image", "mask", "seed", "epoch"].contains(keyword.name), values[keyword.name] == nil
      else {
        throw Diagnostic(
          .type, "\(role) takes (image, mask, seed, epoch), and '\(keyword.name)' is not free")
      }
      values[keyword.name] = keyword.value
    }
    let image = values["image"].flatMap { $0.isNone ? nil : $0 }
    let mask = values["mask"].flatMap { $0.isNone ? nil : $0 }
    (self.image, self.mask, id) = try Self.pair(image, mask, role)
    seed = try values["seed"].map { UInt64(bitPattern: Int64(try Self.whole($0, "seed"))) }
    epoch = try values["epoch"].map { try Self.whole($0, "epoch") } ?? 0
  }

  /// The image and the mask, of which one may be missing: then it is black, or empty.
  private static func pair(
    _ image: Value?, _ mask: Value?, _ role: String
  ) throws -> (Image, Mask, String?) {
    if mask == nil, let sample = image?.asObject(SampleObject.self) {
      return (sample.image.image, sample.target.mask, sample.info.id)
    }
    if mask == nil, let sample = image?.asObject(RegionSampleObject.self)?.sample {
      return (sample.image, sample.target, sample.info.id)
    }
    let picture = image?.asObject(ImageObject.self)?.image
    let target = mask?.asObject(MaskObject.self)?.mask
    if let image, picture == nil {
      throw Diagnostic(.type, "\(role) takes an image or a sample first, got \(image.typeName)")
    }
    if let mask, target == nil {
      throw Diagnostic(.type, "\(role) takes a mask second, got \(mask.typeName)")
    }
    guard let size = picture?.size ?? target?.size else {
      throw Diagnostic(
        .type, "\(role) needs an image, a mask or both", help: "call it as t(image, mask)")
    }
    if let picture, let target, picture.size != target.size {
      throw Diagnostic.sizesDiffer("image and mask", picture.size, target.size)
    }
    return (picture ?? Image(size: size), target ?? Mask(size: size), nil)
  }

  private static func whole(_ value: Value, _ name: String) throws -> Int {
    guard let number = value.asInt else {
      throw Diagnostic(.type, "\(name) is a whole number, got \(value.typeName)")
    }
    return number
  }
}

/// A transform whose draws follow the session's seed.
func transformValue(_ transform: any Transform, _ context: CommandContext) -> Value {
  let session = context.session
  return .object(TransformObject(transform) { session.rootSeed })
}
