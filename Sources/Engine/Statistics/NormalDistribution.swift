internal import Glibc

/// The standard normal distribution.
enum NormalDistribution {
  /// Φ(x): the share of the distribution up to `x`.
  static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// Φ⁻¹(p) for p in (0, 1); infinite at the ends.
  ///
  /// Newton's steps on Φ from the logistic approximation Φ(x) ≈ 1 / (1 + exp(−1.702 x)), on the lower
  /// half, where they approach monotonically after the first.
  static func quantile(_ p: Double) -> Double {
    if p <= 0 { return -.infinity }
    if p >= 1 { return .infinity }
    if p > 0.5 { return -quantile(1 - p) }
    // Far in the tail Φ(x) ≈ φ(x) / |x|, so that −√(−2 ln p) is near and below.
    var x = p < 0.01 ? -(-2 * log(p)).squareRoot() : log(p / (1 - p)) / 1.702
    for _ in 0..<60 {
      let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      let error = cumulative(x) - p
      // Halley's correction, because Φ bends: φ′ = −x φ.
      let step = error / density
      let next = x - step / (1 + x * step / 2)
      if abs(next - x) <= 1e-15 * abs(x) { return next }
      x = next
    }
    return x
  }
}
