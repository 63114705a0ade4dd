public import Basics

/// The range that a parameter is drawn from; both ends belong to it.
public struct DrawRange: Hashable, Sendable {
  /// The least value.
  public var low: Double
  /// The greatest value.
  public var high: Double

  /// From `low` to `high`.
  public init(_ low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// From −`limit` to `limit`: what a single number means in albumentations.
  public init(_ limit: Double) { self.init(-abs(limit), abs(limit)) }

  /// A number of the range, each equally likely.
  public func draw(_ random: inout KeyedRandom) -> Double {
    low < high ? random.uniform(low..<high) : low
  }

  /// A whole number of the range, each equally likely; of a range between two whole numbers the lower end.
  public func drawWhole(_ random: inout KeyedRandom) -> Int {
    let (first, last) = (Int(low.rounded(.up)), Int(high.rounded(.down)))
    return first < last ? first + random.index(below: last - first + 1) : first
  }

  /// Throws unless both ends are finite, in order and inside `range`.
  func check(
    _ transform: String, _ name: String, in range: ClosedRange<Double>
  ) throws(TransformError) {
    for value in [low, high] where !range.contains(value) {
      throw .badParameter(transform: transform, name: name, value: value, range: range)
    }
    guard low <= high else {
      throw .emptyRange(transform: transform, name: name, low: low, high: high)
    }
  }
}

extension Transform {
  /// Throws unless the value is a number inside `range`.
  func check(
    _ value: Double, _ parameter: String, in range: ClosedRange<Double>
  ) throws(TransformError) {
    try DrawRange(value, value).check(name, parameter, in: range)
  }

  /// Throws unless both sides are from 1 to 65,535 pixels and their product at most 2²⁸.
  func check(height: Int, width: Int) throws(TransformError) {
    try check(Double(height), "height", in: 1...65_535)
    try check(Double(width), "width", in: 1...65_535)
    try check(Double(height * width), "height × width", in: 1...0x1p28)
  }
}
