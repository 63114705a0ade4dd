import Clicking
import Imaging
import Language

/// An encoding as a script holds it: `encoding(clicks, size)` gives its planes.
final class EncodingObject: ComposedObject, CallableObject {
  let encoding: any Encoding

  init(_ encoding: any Encoding) { self.encoding = encoding }

  var typeName: String { "encoding" }
  var repr: String { "encoding(\(encoding.name))" }
  var members: [Member] {
    [
      Member("name", "the encoding's name"), Member("planes", "the names of its planes"),
      Member("range", "the smallest and the largest value of a plane"),
      Member(
        "update",
        "update(planes, clicks, size, newest=1, previous=None): the planes with the newest interactions drawn over"
      ),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": .string(encoding.name)
    case "planes": .list(encoding.layout.map { .string($0.name) })
    case "range":
      .tuple([
        .float(Double(encoding.range.lowerBound)), .float(Double(encoding.range.upperBound)),
      ])
    case "update":
      .function(
        name, "planes, clicks, size, newest=1, previous=None",
        "the planes with the newest interactions drawn over"
      ) { [self] call in
        try update(
          planes: call[0], clicks: call[1], size: call[2], newest: call.optional(3) ?? .int(1),
          previous: call.optional(4) ?? .none)
      }
    default: nil
    }
  }

  func call(_ call: borrowing Call) throws -> Value {
    var arguments = call.rest
    guard call.keywords.allSatisfy({ $0.name == "previous" }),
      arguments.count + call.keywords.count <= 3, arguments.count >= 2
    else {
      throw Diagnostic(
        .type,
        "an encoding takes (clicks, size) and previous, got \(arguments.count) arguments",
        help: "the size is an image, a mask, a plane or (height, width)")
    }
    arguments += call.keywords.map(\.value)
    let input = try input(
      clicks: try ClickValues.interactions(arguments[0], from: role), size: arguments[1],
      previous: arguments.count > 2 ? arguments[2] : .none)
    return encoded(try encoding.planes(of: input))
  }

  private var role: String { "the encoding '\(encoding.name)'" }

  private func update(
    planes: Value, clicks: Value, size: Value, newest: Value, previous: Value
  ) throws -> Value {
    let interactions = try ClickValues.interactions(clicks, from: role)
    guard let newest = newest.asInt, newest >= 0 else {
      throw Diagnostic(.value, "newest is how many of the last interactions the planes lack")
    }
    var drawn = try Self.planes(planes, role)
    let input = try input(clicks: interactions, size: size, previous: previous)
    let count = interactions.suffix(newest).reduce(0) { $0 + $1.count }
    try encoding.update(&drawn, newest: count, of: input)
    return encoded(drawn)
  }

  private func encoded(_ planes: [Plane]) -> Value {
    .object(EncodedObject(planes, layout: encoding.layout, range: encoding.range))
  }

  private func input(
    clicks: [[PlacedClick]], size: Value, previous: Value
  ) throws -> EncodingInput {
    EncodingInput(
      clicks: clicks.flatMap(\.self), size: try PictureSize.of(size, for: role),
      previous: try Self.previous(previous, role))
  }

  private static func previous(_ value: Value, _ role: String) throws -> Plane? {
    if value.isNone { return nil }
    if let plane = value.asObject(PlaneObject.self)?.plane { return plane }
    if let mask = value.asObject(MaskObject.self)?.mask { return Plane(mask) }
    throw Diagnostic(
      .type, "\(role) takes a plane or a mask as previous, got \(value.typeName)")
  }

  private static func planes(_ value: Value, _ role: String) throws -> [Plane] {
    if let encoded = value.asObject(EncodedObject.self) { return encoded.planes }
    let planes = value.asSequence?.map { $0.asObject(PlaneObject.self)?.plane }
    guard let planes, planes.allSatisfy({ $0 != nil }) else {
      throw Diagnostic(
        .type, "\(role) updates the planes that it gave before, got \(value.typeName)")
    }
    return planes.compactMap(\.self)
  }
}

/// The size of a picture that a script names.
enum PictureSize {
  /// The most pixels of a picture that is only named, not read.
  private static let limit = 1 << 26

  /// An image's, mask's, plane's or sample's own size, or (height, width).
  static func of(_ value: Value, for role: String) throws -> Size {
    if let image = value.asObject(ImageObject.self) { return image.image.size }
    if let mask = value.asObject(MaskObject.self) { return mask.mask.size }
    if let plane = value.asObject(PlaneObject.self) { return plane.plane.size }
    if let sample = value.asObject(SampleObject.self) { return sample.image.image.size }
    guard let sides = value.asSequence?.map(\.asInt), sides.count == 2, let height = sides[0],
      let width = sides[1]
    else {
      throw Diagnostic(
        .type, "\(role) takes a size, got \(value.typeName)",
        help: "a size is an image, a mask, a plane or (height, width)")
    }
    let (count, overflow) = height.multipliedReportingOverflow(by: width)
    guard height >= 0, width >= 0, !overflow, count <= limit else {
      throw Diagnostic(
        .value,
        "a picture has sides of at least 0 and up to \(limit) pixels, not \(height)×\(width)")
    }
    return Size(height: height, width: width)
  }
}
