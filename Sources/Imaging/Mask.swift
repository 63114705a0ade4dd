internal import Glibc

/// A binary mask: each pixel is object, background, or ignored by every metric and robot.
@frozen
public struct Mask: Hashable, Sendable {
  /// The code of a background pixel.
  public static let background: UInt8 = 0
  /// The code of an object pixel.
  public static let object: UInt8 = 1
  /// The code of a pixel that does not count, such as the border band of GrabCut's truth.
  public static let ignored: UInt8 = 255

  /// Height and width.
  public let size: Size
  /// One code a pixel in row-major order: `background`, `object` or `ignored`.
  public var codes: [UInt8]

  /// Wraps codes that are already in order.
  @inlinable
  public init(size: Size, codes: [UInt8]) {
    precondition(codes.count == size.count, "a mask has one code a pixel")
    self.size = size
    self.codes = codes
  }

  /// A mask that is all background, or all object.
  @inlinable
  public init(size: Size, filled: Bool = false) {
    self.size = size
    codes = [UInt8](repeating: filled ? Mask.object : Mask.background, count: size.count)
  }

  /// Whether a pixel inside the mask is object; setting it never makes a pixel ignored.
  @inlinable
  public subscript(pixel: Pixel) -> Bool {
    get { codes[size.offset(of: pixel)] == Mask.object }
    set { codes[size.offset(of: pixel)] = newValue ? Mask.object : Mask.background }
  }

  /// How many pixels are object.
  public var area: Int { PixelLoops.count(of: Mask.object, in: codes) }

  /// How many pixels are ignored.
  public var ignoredCount: Int { PixelLoops.count(of: Mask.ignored, in: codes) }

  /// Whether no pixel is object.
  public var isEmpty: Bool {
    codes.withUnsafeBytes { codes in
      codes.baseAddress.map { memchr($0, Int32(Mask.object), codes.count) == nil } ?? true
    }
  }
}
