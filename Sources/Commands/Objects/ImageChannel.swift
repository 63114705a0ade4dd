import Imaging
import Language
import Tensors

/// One channel of an image, `image[..., 0]`: bytes as ints, and a rectangle of them as a plane.
struct ImageChannel: PixelGrid {
  var image: Image
  /// 0 for red, 1 for green, 2 for blue.
  let channel: Int

  static var typeName: String { "channel" }
  static var elementName: String { "an int from 0 to 255" }
  var size: Size { image.size }
  subscript(offset: Int) -> UInt8 {
    get { image.bytes[3 * offset + channel] }
    set { image.bytes[3 * offset + channel] = newValue }
  }
  static func value(of element: UInt8) -> Value { .int(Int(element)) }
  static func value(of elements: [UInt8], size: Size) -> Value {
    .object(PlaneObject(Plane(size: size, values: elements.map { Float($0) })))
  }
  static func value(ofLine elements: [UInt8]) throws -> Value {
    TensorValues.value(of: Tensor(elements.map { Float($0) }))
  }
  static var elementShape: [Int] { [] }
  static func elements(of tensor: Tensor) throws -> [UInt8] {
    try tensor.elements.map { try byte($0, of: "a channel") }
  }
  static func element(_ value: Value) -> UInt8? { value.asInt.flatMap { UInt8(exactly: $0) } }

  /// A value from 0 to 255, rounded to a whole one.
  static func byte(_ number: Float, of what: String) throws -> UInt8 {
    guard let byte = UInt8(exactly: number.rounded()) else {
      throw Diagnostic(
        .value, "\(what) takes values from 0 to 255, got \(Double(number))",
        help: "scale first, 255 * y, or cut off: y.clip(0, 255)")
    }
    return byte
  }

  /// A plane of values from 0 to 255, rounded to whole ones.
  static func grid(_ value: Value) throws -> ImageChannel? {
    guard let plane = value.asObject(PlaneObject.self)?.plane else { return nil }
    var image = Image(size: plane.size)
    for (offset, number) in plane.values.enumerated() {
      image.bytes[3 * offset] = try byte(number, of: "a channel")
    }
    return ImageChannel(image: image, channel: 0)
  }
}
