import Basics
import Imaging
import Language
import Tensors

/// One number a pixel as a script holds it: a model's probability map. Comparing it gives a mask.
final class PlaneObject: ScriptObject, PicturedObject, ArithmeticObject, TruthObject,
  AssignableObject, SizedObject, ReducibleObject, FreezableObject
{
  private let pixels: PixelStore<Plane>

  init(_ plane: Plane) { pixels = PixelStore(plane) }

  /// The values as they are now.
  var plane: Plane { pixels.grid }

  var typeName: String { Plane.typeName }
  var repr: String { "plane(\(plane.size))" }
  var count: Int { plane.size.height }
  var members: [Member] {
    SizeMembers.list + TensorReductions.members + ElementwiseMethods.members
  }

  func member(named name: String) throws -> Value? {
    SizeMembers.value(name, of: plane.size)
      ?? TensorReductions.member(name) { [self] in (Tensor(plane), .float32) }
      ?? ElementwiseMethods.member(name, on: { [self] in Tensor(plane) }) {
        (try? TensorValues.plane(of: $0)).map { .object(PlaneObject($0)) } ?? Value.none
      }
  }

  func reduced(by reduction: Reduction) -> Value? {
    let plane = plane
    switch reduction {
    case .sum: return .float(plane.values.reduce(0) { $0 + Double($1) })
    case .min: return .float(Double(plane.values.min() ?? .nan))
    case .max: return .float(Double(plane.values.max() ?? .nan))
    case .any, .all: return nil
    }
  }

  func truth() throws -> Bool {
    throw Diagnostic(
      .type, "a plane is neither true nor false",
      help: "compare it first, (y > 0.5), and ask the mask: (y > 0.5).any()")
  }

  func value(at terms: [IndexTerm]) throws -> Value { try pixels.value(at: terms) }
  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    try pixels.assign(value, at: terms)
  }
  func freeze() { pixels.freeze() }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    if operation == .matrixMultiply, let left = TensorOperand(.object(self)),
      let right = TensorOperand(other)
    {
      return try TensorArithmetic.compute(
        operation, onRight ? right : left, onRight ? left : right)
    }
    guard let other = PlaneArithmetic.Operand(other) else { return nil }
    let mine = PlaneArithmetic.Operand.plane(plane)
    return try PlaneArithmetic.compute(
      operation, onRight ? other : mine, onRight ? mine : other)
  }

  func apply(_ operation: UnaryOperation) throws -> Value? {
    let plane = plane
    switch operation {
    case .negate: return .object(PlaneObject(Plane(size: plane.size, values: plane.values.map(-))))
    case .plus: return .object(PlaneObject(plane))
    case .invert: return nil
    }
  }

  var promptPicture: PictureLimit? { .small }
  func preview(columns: Int) -> String {
    let plane = plane
    let (low, high) = (plane.values.min() ?? .nan, plane.values.max() ?? .nan)
    return "plane, \(plane.size) pixels, from \(Double(low).fixed(3)) to \(Double(high).fixed(3))"
  }

  /// Values from 0 to 1 as grey, black to white.
  func picture() throws -> RasterPicture { RasterPicture(Raster(plane).image) }
}
