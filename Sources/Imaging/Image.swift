/// A colour picture: 8-bit RGB, row by row, three bytes a pixel.
@frozen
public struct Image: Hashable, Sendable {
  /// Height and width.
  public let size: Size
  /// Red, green and blue of each pixel in row-major order; `3 · size.count` bytes.
  public var bytes: [UInt8]

  /// Wraps pixels that are already in order.
  @inlinable
  public init(size: Size, bytes: [UInt8]) {
    precondition(bytes.count == 3 * size.count, "an image has three bytes a pixel")
    self.size = size
    self.bytes = bytes
  }

  /// A picture of one colour, black unless told.
  @inlinable
  public init(size: Size, filledWith color: Color = Color(0, 0, 0)) {
    self.size = size
    bytes = [UInt8](repeating: 0, count: 3 * size.count)
    if color == Color(0, 0, 0) { return }
    for index in 0..<size.count {
      bytes[3 * index] = color.red
      bytes[3 * index + 1] = color.green
      bytes[3 * index + 2] = color.blue
    }
  }

  /// The colour at a pixel inside the picture.
  @inlinable
  public subscript(pixel: Pixel) -> Color {
    get {
      let start = 3 * size.offset(of: pixel)
      return Color(bytes[start], bytes[start + 1], bytes[start + 2])
    }
    set {
      let start = 3 * size.offset(of: pixel)
      bytes[start] = newValue.red
      bytes[start + 1] = newValue.green
      bytes[start + 2] = newValue.blue
    }
  }
}

/// A colour: red, green and blue from 0 to 255.
@frozen
public struct Color: Hashable, Sendable {
  /// The red part.
  public var red: UInt8
  /// The green part.
  public var green: UInt8
  /// The blue part.
  public var blue: UInt8

  /// Creates a colour from its parts.
  @inlinable
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}
