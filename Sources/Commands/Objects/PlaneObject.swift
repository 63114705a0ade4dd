import Basics
import Imaging
import Language

/// One number a pixel as a script holds it: a model's probability map. Comparing it gives a mask.
final class PlaneObject: ScriptObject, PicturedObject, ArithmeticObject, TruthObject,
  IndexableObject
{
  let plane: Plane

  init(_ plane: Plane) { self.plane = plane }

  var typeName: String { "plane" }
  var repr: String { "plane(\(plane.size))" }
  var members: [Member] {
    SizeMembers.list + [
      Member("min", "the smallest value"), Member("max", "the largest value"),
      Member("mean", "the mean value"), Member("sum", "the sum of all values"),
    ]
  }

  func member(named name: String) throws -> Value? {
    let values = plane.values
    switch name {
    case "min": return .float(Double(values.min() ?? .nan))
    case "max": return .float(Double(values.max() ?? .nan))
    case "sum": return .float(total)
    case "mean": return .float(total / Double(values.count))
    default: return SizeMembers.value(name, of: plane.size)
    }
  }

  func truth() throws -> Bool {
    throw Diagnostic(
      .type, "a plane is neither true nor false",
      help: "compare it first, (y > 0.5), and ask the mask: (y > 0.5).any()")
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    .float(Double(plane[try PixelIndex.pixel(terms, in: plane.size, of: "plane")]))
  }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    let mine = plane.values
    if let number = other.asNumber.map({ Float($0) }) {
      return combined(operation) { index in
        onRight ? (number, mine[index]) : (mine[index], number)
      }
    }
    guard let other = other.asObject(PlaneObject.self)?.plane else { return nil }
    guard other.size == plane.size else {
      throw Diagnostic.sizesDiffer("planes", plane.size, other.size)
    }
    let values = other.values
    return combined(operation) { index in
      onRight ? (values[index], mine[index]) : (mine[index], values[index])
    }
  }

  func apply(_ operation: UnaryOperation) throws -> Value? {
    guard operation == .negate else { return nil }
    return .object(PlaneObject(Plane(size: plane.size, values: plane.values.map { -$0 })))
  }

  func preview(columns: Int) -> String {
    let (low, high) = (plane.values.min() ?? .nan, plane.values.max() ?? .nan)
    return "plane, \(plane.size) pixels, from \(Double(low).fixed(3)) to \(Double(high).fixed(3))"
  }

  /// Values from 0 to 1 as grey, black to white.
  func picture() throws -> RasterPicture { RasterPicture(Raster(plane).image) }

  private var total: Double { plane.values.reduce(0) { $0 + Double($1) } }

  private func combined(_ operation: BinaryOperation, _ pair: (Int) -> (Float, Float)) -> Value? {
    func plane(_ rule: (Float, Float) -> Float) -> Value {
      let values = (0..<self.plane.size.count).map { index in
        let (left, right) = pair(index)
        return rule(left, right)
      }
      return .object(PlaneObject(Plane(size: self.plane.size, values: values)))
    }
    func mask(_ rule: (Float, Float) -> Bool) -> Value {
      let codes = (0..<self.plane.size.count).map { index in
        let (left, right) = pair(index)
        return rule(left, right) ? Mask.object : Mask.background
      }
      return .object(MaskObject(Mask(size: self.plane.size, codes: codes)))
    }
    switch operation {
    case .add: return plane(+)
    case .subtract: return plane(-)
    case .multiply: return plane(*)
    case .divide: return plane(/)
    case .less: return mask(<)
    case .lessOrEqual: return mask(<=)
    case .greater: return mask(>)
    case .greaterOrEqual: return mask(>=)
    case .equal: return mask(==)
    case .notEqual: return mask(!=)
    default: return nil
    }
  }
}

/// Reading one pixel: `y[row, column]`, counted from the end where negative.
enum PixelIndex {
  static func pixel(_ terms: [IndexTerm], in size: Size, of type: String) throws -> Pixel {
    guard terms.count == 2, case .value(let first) = terms[0], case .value(let second) = terms[1],
      let row = first.asInt, let column = second.asInt
    else {
      throw Diagnostic(
        .type, "a \(type) is indexed by row and column", help: "write y[row, column]")
    }
    return Pixel(
      row: try index(row, size.height, axis: 0), column: try index(column, size.width, axis: 1))
  }

  private static func index(_ index: Int, _ count: Int, axis: Int) throws -> Int {
    guard index >= -count, index < count else {
      throw Diagnostic(
        .index, "index \(index) is out of range: axis \(axis) has length \(count)")
    }
    return index < 0 ? index + count : index
  }
}
