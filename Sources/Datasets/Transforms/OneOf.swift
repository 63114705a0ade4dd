public import Basics

/// One of several transforms, drawn by their `p` as weights: albumentations' `OneOf`.
///
/// The one that is drawn is applied surely.
public struct OneOf: Transform {
  /// `one_of`.
  public let name = "one_of"
  /// What is chosen from.
  public let transforms: [any Transform]
  /// The probability that any is applied.
  public let p: Double

  /// A choice.
  ///
  /// - Throws: ``TransformError/nothingToChoose(transform:)`` where no transform has a `p` above 0.
  public init(_ transforms: [any Transform], p: Double = 0.5) throws(TransformError) {
    self.transforms = transforms
    self.p = p
    try check(p, "p", in: 0...1)
    guard transforms.contains(where: { $0.p > 0 }) else {
      throw .nothingToChoose(transform: name)
    }
  }

  /// Draws one and applies it.
  public func apply(to pair: inout TrainingPair, key: RandomKey) throws {
    var random = key.generator()
    let index = random.index(weights: transforms.map(\.p))
    try transforms[index].apply(to: &pair, key: key.child(String(index)))
  }
}

extension KeyedRandom {
  /// An index with probability proportional to its weight; weights are not negative, and one is positive.
  mutating func index(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    // Rounding may leave a rest behind the last.
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}
