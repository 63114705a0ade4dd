import Basics
import Imaging
import Language
import Tensors

/// A mask as a script holds it: `& | ^ ~` and `-` work pixel by pixel, `==` and `!=` give masks; with
/// numbers and planes it counts as a plane of 0 and 1.
final class MaskObject: ScriptObject, PicturedObject, ArithmeticObject, TruthObject,
  AssignableObject, SizedObject, ReducibleObject, FreezableObject
{
  private let pixels: PixelStore<Mask>

  init(_ mask: Mask) { pixels = PixelStore(mask) }

  /// The pixels as they are now.
  var mask: Mask { pixels.grid }

  var typeName: String { Mask.typeName }
  var repr: String {
    let mask = mask
    return "mask(\(mask.size), area=\(mask.area))"
  }
  var count: Int { mask.size.height }
  var members: [Member] {
    SizeMembers.list + [
      Member("area", "the number of object pixels"),
      Member("ignored", "the number of pixels that do not count"),
      Member(
        "bounding_box", "(top, left, bottom, right) of the object, the last two past it, or None"),
    ] + MaskReductions.members
  }

  func member(named name: String) throws -> Value? {
    let mask = mask
    switch name {
    case "area": return .int(mask.area)
    case "ignored": return .int(mask.ignoredCount)
    case "bounding_box": return Self.boundingBox(of: mask)
    default:
      return SizeMembers.value(name, of: mask.size)
        ?? MaskReductions.member(name) { [self] in self.mask }
    }
  }

  func reduced(by reduction: Reduction) -> Value? {
    switch reduction {
    case .any: return .bool(!mask.isEmpty)
    case .all: return .bool(Self.isAllObject(mask))
    case .sum: return .int(mask.area)
    case .min, .max: return nil
    }
  }

  func truth() throws -> Bool {
    throw Diagnostic(
      .type, "a mask is neither true nor false",
      help: "write mask.any() for 'some pixel is object' or mask.all() for 'every pixel is'")
  }

  func value(at terms: [IndexTerm]) throws -> Value { try pixels.value(at: terms) }
  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    try pixels.assign(value, at: terms)
  }
  func freeze() { pixels.freeze() }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    let mask = mask
    if let other = other.asObject(MaskObject.self)?.mask {
      return try Self.combine(operation, onRight ? other : mask, onRight ? mask : other)
    }
    guard let other = PlaneArithmetic.Operand(other) else { return nil }
    return try PlaneArithmetic.compute(
      operation, onRight ? other : .mask(mask), onRight ? .mask(mask) : other)
  }

  func apply(_ operation: UnaryOperation) throws -> Value? {
    guard operation == .invert else { return nil }
    return .object(MaskObject(mask.inverted))
  }

  var promptPicture: PictureLimit? { .small }
  func preview(columns: Int) -> String {
    let mask = mask
    let share = mask.size.count == 0 ? 0 : 100 * Double(mask.area) / Double(mask.size.count)
    let ignored = mask.ignoredCount > 0 ? ", \(mask.ignoredCount) ignored" : ""
    return "mask, \(mask.size) pixels, \(mask.area) object (\(share.fixed(1)) %)\(ignored)"
  }

  func picture() throws -> RasterPicture { RasterPicture(Raster(mask).image) }

  private static func combine(
    _ operation: BinaryOperation, _ left: Mask, _ right: Mask
  ) throws -> Value? {
    guard let size = left.size.broadcast(with: right.size) else {
      throw PlaneArithmetic.mismatch(operation, ("a mask", left.size), ("a mask", right.size))
    }
    let left = Mask(size: size, codes: left.codes.repeated(from: left.size, to: size))
    let right = Mask(size: size, codes: right.codes.repeated(from: right.size, to: size))
    let result: Mask
    switch operation {
    case .bitAnd: result = try left.intersection(right)
    case .bitOr: result = try left.union(right)
    case .bitXor, .notEqual: result = try left.symmetricDifference(right)
    case .equal: result = try left.symmetricDifference(right).inverted
    case .subtract: result = try left.subtracting(right)
    default: return nil
    }
    return .object(MaskObject(result))
  }

  private static func isAllObject(_ mask: Mask) -> Bool { !mask.codes.contains(Mask.background) }

  private static func boundingBox(of mask: Mask) -> Value {
    guard let box = mask.boundingBox else { return .none }
    return .tuple([
      .int(box.rows.lowerBound), .int(box.columns.lowerBound), .int(box.rows.upperBound),
      .int(box.columns.upperBound),
    ])
  }
}
