public import Basics

/// Several transforms, one after the other: albumentations' `Compose` and `Sequential`.
///
/// Each has draws of its own, so that taking one out or changing its `p` leaves the others' alone.
public struct Compose: Transform {
  /// `compose`.
  public let name = "compose"
  /// The transforms in order.
  public let transforms: [any Transform]
  /// The probability that they are applied at all.
  public let p: Double

  /// Joins transforms.
  ///
  /// - Throws: ``TransformError/badParameter(transform:name:value:range:)``.
  public init(_ transforms: [any Transform], p: Double = 1) throws(TransformError) {
    self.transforms = transforms
    self.p = p
    try check(p, "p", in: 0...1)
  }

  /// Applies each in order; a place in the list, not a name, tells their draws apart.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    for (index, transform) in transforms.enumerated() {
      try transform(&pair, key: key.child(String(index)))
    }
  }
}
