public import Basics
public import Imaging

/// Leaves a given box: albumentations' `Crop`.
public struct Crop: Transform {
  /// `crop`.
  public let name = "crop"
  /// What is left.
  public let box: PixelBox
  /// The probability that it is applied.
  public let p: Double

  /// A crop to the columns `xMin` ..< `xMax` and the rows `yMin` ..< `yMax`.
  ///
  /// - Throws: ``TransformError/emptyRange(transform:name:low:high:)`` where nothing is left, and
  ///   ``TransformError/badParameter(transform:name:value:range:)``.
  public init(
    xMin: Int, yMin: Int, xMax: Int, yMax: Int, p: Double = 1
  ) throws(TransformError) {
    self.p = p
    box = PixelBox(rows: yMin..<max(yMin, yMax), columns: xMin..<max(xMin, xMax))
    for (axis, low, high) in [("x", xMin, xMax), ("y", yMin, yMax)] {
      for (end, value) in [("min", low), ("max", high)] {
        try check(Double(value), "\(axis)_\(end)", in: 0...65_535)
      }
      guard low < high else {
        throw .emptyRange(transform: name, name: axis, low: Double(low), high: Double(high))
      }
    }
    try check(p, "p", in: 0...1)
  }

  /// Crops the pair.
  ///
  /// - Throws: ``TransformError/boxOutside(transform:box:picture:)``.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    guard box.intersection(PixelBox(pair.size)) == box else {
      throw TransformError.boxOutside(transform: name, box: box, picture: pair.size)
    }
    pair.crop(to: box)
  }
}
