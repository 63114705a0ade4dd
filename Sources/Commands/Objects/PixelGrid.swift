import Imaging
import Language
import Tensors

/// A picture whose pixels a script reads and assigns by row and column.
protocol PixelGrid: Sendable {
  /// What one pixel holds.
  associatedtype Element: Sendable

  /// What scripts and errors call it.
  static var typeName: String { get }
  /// What may be assigned to a pixel, for errors.
  static var elementName: String { get }
  /// Height and width.
  var size: Size { get }
  /// The pixel at an offset in row-major order.
  subscript(offset: Int) -> Element { get set }
  /// One pixel as a value.
  static func value(of element: Element) -> Value
  /// A rectangle of pixels as a value: a new object, no view.
  static func value(of elements: [Element], size: Size) -> Value
  /// Pixels of one row, of one column or under a mask as a value: a tensor with one entry a pixel.
  static func value(ofLine elements: [Element]) throws -> Value
  /// The extents of one pixel in a tensor: none, or 3 for colours.
  static var elementShape: [Int] { get }
  /// The pixels of a tensor whose shape ends with `elementShape`; throws where it holds no pixels.
  static func elements(of tensor: Tensor) throws -> [Element]
  /// What a value stands for as a pixel; `nil` where it is none.
  static func element(_ value: Value) -> Element?
  /// The pixels of a value that is a picture of this kind; `nil` where it is none.
  static func grid(_ value: Value) throws -> Self?
}

/// A pixel is True for object; an ignored pixel reads as False, but stays ignored in a slice.
extension Mask: PixelGrid {
  static var typeName: String { "mask" }
  static var elementName: String { "True or False" }
  subscript(offset: Int) -> UInt8 {
    get { codes[offset] }
    set { codes[offset] = newValue }
  }
  static func value(of element: UInt8) -> Value { .bool(element == Mask.object) }
  static func value(of elements: [UInt8], size: Size) -> Value {
    .object(MaskObject(Mask(size: size, codes: elements)))
  }
  static func value(ofLine elements: [UInt8]) throws -> Value {
    TensorValues.value(of: Tensor(elements.map { $0 == Mask.object ? 1 : 0 }), .bool)
  }
  static var elementShape: [Int] { [] }
  static func elements(of tensor: Tensor) throws -> [UInt8] {
    try tensor.elements.map { number in
      guard number == 0 || number == 1 else {
        throw Diagnostic(
          .type, "a pixel of a mask takes \(elementName), got \(Double(number))",
          help: "compare first: t > 0.5")
      }
      return number == 0 ? Mask.background : Mask.object
    }
  }
  static func element(_ value: Value) -> UInt8? {
    if let isObject = value.asBool { return isObject ? Mask.object : Mask.background }
    return value.asInt.flatMap { $0 == 0 ? Mask.background : $0 == 1 ? Mask.object : nil }
  }
  static func grid(_ value: Value) -> Mask? { value.asObject(MaskObject.self)?.mask }
}

extension Plane: PixelGrid {
  static var typeName: String { "plane" }
  static var elementName: String { "a number" }
  subscript(offset: Int) -> Float {
    get { values[offset] }
    set { values[offset] = newValue }
  }
  static func value(of element: Float) -> Value { .float(Double(element)) }
  static func value(of elements: [Float], size: Size) -> Value {
    .object(PlaneObject(Plane(size: size, values: elements)))
  }
  static func value(ofLine elements: [Float]) throws -> Value {
    TensorValues.value(of: Tensor(elements))
  }
  static var elementShape: [Int] { [] }
  static func elements(of tensor: Tensor) throws -> [Float] { tensor.elements }
  static func element(_ value: Value) -> Float? {
    if let flag = value.asBool { return flag ? 1 : 0 }
    return value.asNumber.map { Float($0) }
  }
  /// A mask counts as a plane of 0 and 1.
  static func grid(_ value: Value) -> Plane? {
    if let mask = value.asObject(MaskObject.self)?.mask { return Plane(mask) }
    return value.asObject(PlaneObject.self)?.plane
  }
}

extension Image: PixelGrid {
  static var typeName: String { "image" }
  static var elementName: String { "a colour (red, green, blue) of ints from 0 to 255" }
  subscript(offset: Int) -> Color {
    get { Color(bytes[3 * offset], bytes[3 * offset + 1], bytes[3 * offset + 2]) }
    set {
      bytes[3 * offset] = newValue.red
      bytes[3 * offset + 1] = newValue.green
      bytes[3 * offset + 2] = newValue.blue
    }
  }
  static func value(of element: Color) -> Value {
    .tuple([.int(Int(element.red)), .int(Int(element.green)), .int(Int(element.blue))])
  }
  static func value(of elements: [Color], size: Size) -> Value {
    let bytes = elements.flatMap { [$0.red, $0.green, $0.blue] }
    return .object(ImageObject(Image(size: size, bytes: bytes)))
  }
  static func value(ofLine elements: [Color]) throws -> Value {
    let numbers = elements.flatMap { [Float($0.red), Float($0.green), Float($0.blue)] }
    return TensorValues.value(of: try Tensor(numbers, shape: [elements.count, 3]))
  }
  static var elementShape: [Int] { [3] }
  static func elements(of tensor: Tensor) throws -> [Color] {
    let bytes = try tensor.elements.map { try ImageChannel.byte($0, of: "an image") }
    return stride(from: 0, to: bytes.count, by: 3).map {
      Color(bytes[$0], bytes[$0 + 1], bytes[$0 + 2])
    }
  }
  static func element(_ value: Value) -> Color? {
    guard let parts = value.asSequence?.compactMap(\.asInt), parts.count == 3,
      value.asSequence?.count == 3, let red = UInt8(exactly: parts[0]),
      let green = UInt8(exactly: parts[1]), let blue = UInt8(exactly: parts[2])
    else { return nil }
    return Color(red, green, blue)
  }
  static func grid(_ value: Value) -> Image? { value.asObject(ImageObject.self)?.image }
}
