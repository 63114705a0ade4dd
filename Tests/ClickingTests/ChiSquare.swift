import Foundation

/// Pearson's test of counts against the probabilities that they should have.
enum ChiSquare {
  /// The chance of counts at least as far from what is expected, if the probabilities are right.
  ///
  /// 0 where something happened that cannot. Outcomes that are expected less than five times are taken
  /// together, as the test demands.
  static func pValue(_ counts: [Int], _ weights: [Double]) -> Double {
    let draws = Double(counts.reduce(0, +))
    let total = weights.reduce(0, +)
    var (statistic, outcomes, rare) = (0.0, 0, (count: 0.0, expected: 0.0))
    func add(_ count: Double, _ expected: Double) {
      statistic += (count - expected) * (count - expected) / expected
      outcomes += 1
    }
    for (count, weight) in zip(counts, weights) {
      let expected = draws * weight / total
      if weight == 0, count > 0 { return 0 }
      if expected >= 5 {
        add(Double(count), expected)
      } else {
        rare = (rare.count + Double(count), rare.expected + expected)
      }
    }
    if rare.expected > 0 { add(rare.count, rare.expected) }
    return outcomes < 2 ? 1 : upperGamma(Double(outcomes - 1) / 2, statistic / 2)
  }

  /// The regularised upper incomplete gamma function Q(a, x), by its series or continued fraction.
  static func upperGamma(_ a: Double, _ x: Double) -> Double {
    if x <= 0 { return 1 }
    let scale = exp(-x + a * log(x) - lgamma(a))
    if x < a + 1 {
      var (term, sum, n) = (1 / a, 1 / a, a)
      while term > sum * 1e-15 {
        n += 1
        term *= x / n
        sum += term
      }
      return 1 - sum * scale
    }
    // Lentz's method.
    var b = x + 1 - a
    var (c, d) = (1e300, 1 / b)
    var fraction = d
    for n in 1...500 {
      let numerator = -Double(n) * (Double(n) - a)
      b += 2
      d = 1 / (numerator * d + b)
      c = b + numerator / c
      fraction *= c * d
      if abs(c * d - 1) < 1e-15 { break }
    }
    return fraction * scale
  }
}
