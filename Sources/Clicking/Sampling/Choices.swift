internal import Basics

extension KeyedRandom {
  /// A place in `weights`, with a probability in proportion to the weight there; `nil` where all are 0.
  ///
  /// Weights that are negative or not finite count as 0.
  mutating func choice(weights: [Double]) -> Int? {
    let weights = weights.map { $0 > 0 && $0.isFinite ? $0 : 0 }
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    var rest = uniform() * total
    for (place, weight) in weights.enumerated() where weight > 0 {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.lastIndex { $0 > 0 }
  }

  /// A whole number in 0 ..< `count` with probability in proportion to `ratio` to its power.
  mutating func geometric(ratio: Double, below count: Int) -> Int {
    var (weights, weight) = ([Double](), 1.0)
    for _ in 0..<max(count, 1) {
      weights.append(weight)
      weight *= ratio
    }
    return choice(weights: weights) ?? 0
  }
}
