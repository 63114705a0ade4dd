import Imaging
import Language
import Tensors

/// One side of an operator on tensors.
struct TensorOperand {
  let tensor: Tensor
  let kind: ElementKind
  /// What errors call it: `a tensor`, `an image`.
  let name: String
  /// Whether it has rows and columns alone; beside an image it counts as (H, W, 1).
  let isFlatPicture: Bool

  private init(
    _ tensor: Tensor, _ kind: ElementKind, _ name: String, isFlatPicture: Bool = false
  ) {
    self.tensor = tensor
    self.kind = kind
    self.name = name
    self.isFlatPicture = isFlatPicture
  }

  init(_ object: TensorObject) { self.init(object.tensor, object.kind, "a tensor") }

  /// `nil` where the value is neither a number nor anything with pixels or elements.
  ///
  /// An image is (H, W, 3) of 0 to 255, a mask (H, W) of bools, a plane (H, W).
  init?(_ value: Value) {
    if let flag = value.asBool {
      self.init(Tensor(flag ? 1 : 0), .bool, "a bool")
    } else if let number = value.asNumber {
      self.init(Tensor(Float(number)), .float32, "a number")
    } else if let object = value.asObject(TensorObject.self) {
      self.init(object)
    } else if let plane = value.asObject(PlaneObject.self)?.plane {
      self.init(.init(plane), .float32, "a plane", isFlatPicture: true)
    } else if let mask = value.asObject(MaskObject.self)?.mask {
      self.init(.init(mask), .bool, "a mask", isFlatPicture: true)
    } else if let image = value.asObject(ImageObject.self)?.image {
      self.init(.init(image), .float32, "an image")
    } else {
      return nil
    }
  }

  /// The operand beside an image: (H, W) gets a third axis, as every channel has the same value.
  var besideImage: TensorOperand {
    guard isFlatPicture, let wider = try? tensor.reshaped(tensor.shape + [1]) else { return self }
    return TensorOperand(wider, kind, name)
  }

  /// Whether this is an image, or has as many axes as one.
  var isImage: Bool { name == "an image" }
}

extension Tensor {
  /// (H, W).
  init(_ plane: Plane) { self.init(plane.values, like: plane.size, []) }

  /// (H, W) of 1 for object, 0 for everything else.
  init(_ mask: Mask) {
    self.init(mask.codes.map { $0 == Mask.object ? 1 : 0 }, like: mask.size, [])
  }

  /// (H, W, 3) of 0 to 255.
  init(_ image: Image) { self.init(image.bytes.map { Float($0) }, like: image.size, [3]) }

  /// Elements that are known to fill the shape.
  private init(_ elements: [Float], like size: Size, _ rest: [Int]) {
    let flat = Tensor(elements)
    self = (try? flat.reshaped([size.height, size.width] + rest)) ?? flat
  }
}
