/// One float a pixel: a probability map, a distance map, a click encoding.
@frozen
public struct Plane: Hashable, Sendable {
  /// Height and width.
  public let size: Size
  /// The values in row-major order.
  public var values: [Float]

  /// Wraps values that are already in order.
  @inlinable
  public init(size: Size, values: [Float]) {
    precondition(values.count == size.count, "a plane has one value a pixel")
    self.size = size
    self.values = values
  }

  /// A plane of one value, 0 unless told.
  @inlinable
  public init(size: Size, filledWith value: Float = 0) {
    self.size = size
    values = [Float](repeating: value, count: size.count)
  }

  /// The value at a pixel inside the plane.
  @inlinable
  public subscript(pixel: Pixel) -> Float {
    get { values[size.offset(of: pixel)] }
    set { values[size.offset(of: pixel)] = newValue }
  }

  /// Where the plane exceeds `threshold`, strictly.
  public func thresholded(above threshold: Float = 0.5) -> Mask {
    Mask(size: size, codes: values.map { $0 > threshold ? Mask.object : Mask.background })
  }

  /// A mask as a plane: 1 where it is object, 0 elsewhere; ignored pixels are 0.
  public init(_ mask: Mask) {
    size = mask.size
    values = mask.codes.map { $0 == Mask.object ? 1 : 0 }
  }
}
