import Basics
import Imaging
import Language

/// A mask as a script holds it: `& | ^ ~` and `-` work pixel by pixel, `==` and `!=` give masks.
final class MaskObject: ScriptObject, PicturedObject, ArithmeticObject, TruthObject {
  let mask: Mask

  init(_ mask: Mask) { self.mask = mask }

  var typeName: String { "mask" }
  var repr: String { "mask(\(mask.size), area=\(mask.area))" }
  var members: [Member] {
    SizeMembers.list + [
      Member("area", "the number of object pixels"),
      Member("ignored", "the number of pixels that do not count"),
      Member("any", "any(): whether some pixel is object"),
      Member("all", "all(): whether every pixel that counts is object"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "area": return .int(mask.area)
    case "ignored": return .int(mask.ignoredCount)
    case "any":
      return .function("any", "", "whether some pixel is object") { [mask] _ in
        .bool(!mask.isEmpty)
      }
    case "all":
      return .function("all", "", "whether every pixel that counts is object") { [mask] _ in
        .bool(!mask.codes.contains(Mask.background))
      }
    default: return SizeMembers.value(name, of: mask.size)
    }
  }

  func truth() throws -> Bool {
    throw Diagnostic(
      .type, "a mask is neither true nor false",
      help: "write mask.any() for 'some pixel is object' or mask.all() for 'every pixel is'")
  }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    guard let other = other.asObject(MaskObject.self)?.mask else { return nil }
    let (left, right) = onRight ? (other, mask) : (mask, other)
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

  func apply(_ operation: UnaryOperation) throws -> Value? {
    guard operation == .invert else { return nil }
    return .object(MaskObject(mask.inverted))
  }

  func preview(columns: Int) -> String {
    let share = mask.size.count == 0 ? 0 : 100 * Double(mask.area) / Double(mask.size.count)
    let ignored = mask.ignoredCount > 0 ? ", \(mask.ignoredCount) ignored" : ""
    return "mask, \(mask.size) pixels, \(mask.area) object (\(share.fixed(1)) %)\(ignored)"
  }

  func picture() throws -> RasterPicture { RasterPicture(Raster(mask).image) }
}
