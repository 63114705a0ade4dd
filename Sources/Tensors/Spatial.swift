/// A number for each of a picture's two axes, such as a kernel's extents or its stride.
public struct Spatial: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Along the rows' axis, downwards.
  public var y: Int
  /// Along the columns' axis, to the right.
  public var x: Int

  /// Creates a pair.
  public init(y: Int, x: Int) {
    self.y = y
    self.x = x
  }

  /// The same number for both axes.
  public init(_ both: Int) { self.init(y: both, x: both) }

  /// The same number for both axes.
  public init(integerLiteral both: Int) { self.init(both) }

  /// Throws unless both numbers lie in a range.
  func expect(_ name: String, in range: ClosedRange<Int>) throws(TensorError) {
    for value in [y, x] where !range.contains(value) {
      throw .invalidParameter(
        name: name, value: value, allowed: "\(range.lowerBound) ... \(range.upperBound)")
    }
  }
}

/// How much is added at each side of a picture.
public struct Edges: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Rows above.
  public var top: Int
  /// Columns to the left.
  public var left: Int
  /// Rows below.
  public var bottom: Int
  /// Columns to the right.
  public var right: Int

  /// Creates the four amounts.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    (self.top, self.left, self.bottom, self.right) = (top, left, bottom, right)
  }

  /// The same amount above and below, and on both sides.
  public init(_ amount: Spatial) {
    self.init(top: amount.y, left: amount.x, bottom: amount.y, right: amount.x)
  }

  /// The same amount everywhere.
  public init(integerLiteral amount: Int) { self.init(Spatial(amount)) }

  /// Throws unless all amounts lie in a range.
  func expect(_ name: String, in range: ClosedRange<Int>) throws(TensorError) {
    try Spatial(y: top, x: left).expect(name, in: range)
    try Spatial(y: bottom, x: right).expect(name, in: range)
  }
}
