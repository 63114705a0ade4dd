import Imaging
import Language
import Tensors

/// What may follow the dot behind a tensor.
enum TensorMembers {
  static let list: [Member] =
    [
      Member("shape", "the extent of each axis, a tuple"),
      Member("ndim", "the number of axes"), Member("size", "the number of elements"),
      Member("dtype", "what the elements are: float32, int or bool"),
      Member("T", "the axes in reverse order"),
    ] + TensorReductions.members + ElementwiseMethods.members + TensorShaping.members + [
      Member("float", "float(): the elements as numbers"),
      Member("bool", "bool(): where the elements are not 0"),
      Member("item", "item(): the one element, as a number or a bool"),
      Member("tolist", "tolist(): nested lists of numbers"),
      Member("plane", "plane(): as a plane, from (H, W)"),
      Member("mask", "mask(): as a mask, from (H, W) of 0 and 1"),
      Member("image", "image(): as an image, from (H, W, 3) of 0 to 255"),
    ]

  static func value(_ name: String, of object: TensorObject) throws -> Value? {
    let tensor = object.tensor
    switch name {
    case "shape": return .tuple(tensor.shape.map { .int($0) })
    case "ndim": return .int(tensor.rank)
    case "size": return .int(tensor.count)
    case "dtype": return .string(object.kind.rawValue)
    case "T":
      try TensorValues.require(tensor.count)
      return .object(TensorObject(try tensor.permuted(reversedAxes(tensor)), object.kind))
    default: break
    }
    return TensorReductions.member(name) { (object.tensor, object.kind) }
      ?? ElementwiseMethods.member(
        name, on: { object.tensor }, wrap: { TensorValues.value(of: $0) })
      ?? TensorShaping.member(name, of: object) ?? conversion(name, of: object)
  }

  static func reversedAxes(_ tensor: Tensor) -> [Int] { tensor.shape.indices.reversed() }

  private static func conversion(_ name: String, of object: TensorObject) -> Value? {
    // A number in a list takes sixteen bytes, and an array of them as many again.
    let copies = name == "tolist" ? 8 : 2
    func method(_ body: @escaping @Sendable (Tensor) throws -> Value) -> Value {
      .function(name, "", list.first { $0.name == name }?.summary ?? "") { _ in
        let tensor = object.tensor
        try TensorValues.require(tensor.count, copies: copies)
        return try body(tensor)
      }
    }
    let kind = object.kind
    switch name {
    case "float": return method { TensorValues.value(of: $0) }
    case "bool": return method { .object(TensorObject($0.map { $0 != 0 ? 1 : 0 }, .bool)) }
    case "item":
      return method { tensor in
        guard tensor.count == 1 else {
          throw Diagnostic(
            .value, "item() takes a tensor of one element; this one has \(tensor.count)")
        }
        return TensorValues.element(tensor.elements[0], kind)
      }
    case "tolist": return method { try list(of: $0, kind) }
    case "plane": return method { .object(PlaneObject(try TensorValues.plane(of: $0))) }
    case "mask": return method { .object(MaskObject(try TensorValues.mask(of: $0))) }
    case "image": return method { .object(ImageObject(try TensorValues.image(of: $0))) }
    default: return nil
    }
  }

  private static func list(of tensor: Tensor, _ kind: ElementKind) throws -> Value {
    switch tensor.rank {
    case 0: TensorValues.element(tensor.elements[0], kind)
    case 1: .list(tensor.elements.map { TensorValues.element($0, kind) })
    default:
      .list(try (0..<tensor.shape[0]).map { try list(of: tensor.slice(axis: 0, at: $0), kind) })
    }
  }
}
