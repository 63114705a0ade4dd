import Imaging
import Language
import Tensors

/// An image as a script holds it. Arithmetic gives tensors (H, W, 3); `==` of two images is one bool.
final class ImageObject: ScriptObject, PicturedObject, EquatableObject, ArithmeticObject,
  AssignableObject, SizedObject, FreezableObject
{
  private let pixels: PixelStore<Image>

  init(_ image: Image) { pixels = PixelStore(image) }

  /// The pixels as they are now.
  var image: Image { pixels.grid }

  var typeName: String { Image.typeName }
  var repr: String { "image(\(image.size))" }
  var count: Int { image.size.height }
  var members: [Member] { SizeMembers.list + TensorReductions.members }

  func member(named name: String) throws -> Value? {
    SizeMembers.value(name, of: image.size)
      ?? TensorReductions.member(name) { [self] in (Tensor(image), .float32) }
  }

  func isEqual(to other: Value) throws -> Bool {
    other.asObject(ImageObject.self)?.image == image
  }

  func apply(_ operation: BinaryOperation, _ other: Value, onRight: Bool) throws -> Value? {
    let asksWhetherSame = operation == .equal || operation == .notEqual
    if asksWhetherSame, other.asObject(ImageObject.self) != nil { return nil }
    guard let mine = TensorOperand(.object(self)), let other = TensorOperand(other) else {
      return nil
    }
    return try TensorArithmetic.compute(
      operation, onRight ? other : mine, onRight ? mine : other)
  }

  func value(at terms: [IndexTerm]) throws -> Value { try pixels.channelValue(at: terms) }
  func assign(_ value: Value, at terms: [IndexTerm]) throws {
    try pixels.assignChannels(value, at: terms)
  }
  func freeze() { pixels.freeze() }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String { "image, \(image.size) pixels" }
  func picture() throws -> RasterPicture { RasterPicture(image) }
}

/// The members that every picture has.
enum SizeMembers {
  static let list = [
    Member("height", "the number of rows"),
    Member("width", "the number of columns"),
    Member("size", "(height, width)"),
  ]

  static func value(_ name: String, of size: Size) -> Value? {
    switch name {
    case "height": .int(size.height)
    case "width": .int(size.width)
    case "size": .tuple([.int(size.height), .int(size.width)])
    default: nil
    }
  }
}

extension RasterPicture {
  /// An image's pixels.
  init(_ image: Image) {
    self.init(width: image.size.width, height: image.size.height, rgb: image.bytes)
  }
}
