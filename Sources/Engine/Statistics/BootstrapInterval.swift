public import Basics

/// A confidence interval of a mean by resampling: bias-corrected and accelerated (BCa).
///
/// The mean is computed of many samples drawn with replacement from the values, as many as there are;
/// the interval's ends are percentiles of these means, shifted by the bias z₀ of their median and
/// by the acceleration a, which comes from leaving out one value at a time (Efron: Better Bootstrap
/// Confidence Intervals, JASA 1987; the method that SciPy's `bootstrap` uses unless told).
public struct BootstrapInterval: Hashable, Sendable {
  /// The mean of the values.
  public let mean: Double
  /// The interval's lower end.
  public let low: Double
  /// The interval's upper end.
  public let high: Double

  /// The interval that covers the true mean with probability `level`.
  ///
  /// Values that are all equal give an interval without width; `nil` for fewer than two values, for values
  /// that are no numbers or infinite, and where the work is interrupted. The threads do not change the draws.
  ///
  /// - Parameters:
  ///   - level: in (0, 1).
  ///   - resamples: how many samples are drawn.
  ///   - key: of the draws.
  public init?(
    meanOf values: [Double], level: Double = 0.95, resamples: Int = 10_000, key: RandomKey
  ) {
    guard values.count > 1, resamples > 0, values.allSatisfy(\.isFinite) else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    guard values.contains(where: { $0 != values[0] }) else {
      (low, high) = (mean, mean)
      return
    }
    guard let means = Self.means(of: values, resamples, key)?.sorted() else { return nil }
    let bias = Self.bias(of: means, around: mean)
    let acceleration = Self.acceleration(values, mean)
    func end(_ share: Double) -> Double {
      let z = bias + NormalDistribution.quantile(share)
      let shifted = NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
      return Percentile.value(at: shifted.isNaN ? share : shifted, of: means) ?? mean
    }
    low = end((1 - level) / 2)
    high = end((1 + level) / 2)
  }

  /// How many samples share a stream of draws, and are one piece of work for a thread.
  private static let block = 50

  /// The means of the samples; `nil` where a stop was asked for.
  private static func means(of values: [Double], _ resamples: Int, _ key: RandomKey) -> [Double]? {
    let blocks = (resamples + block - 1) / block
    let slots = Slots<[Double]>(count: blocks)
    do {
      try ThreadPool.shared.forEach(count: blocks) { index in
        var draws = SmallDraws(key.child("\(index)").generator(), below: values.count)
        let means = try (0..<min(block, resamples - index * block)).map { _ in
          try Cancellation.check()
          return draws.sum(of: values) / Double(values.count)
        }
        slots.fill(index, with: means) { _, _ in }
      }
    } catch {
      return nil
    }
    return slots.values.flatMap(\.self)
  }

  /// z₀: the normal quantile of the share of resampled means below the mean, ties by half.
  private static func bias(of means: [Double], around mean: Double) -> Double {
    let below = means.count { $0 < mean }
    let upTo = means.count { $0 <= mean }
    let share = Double(below + upTo) / Double(2 * means.count)
    // A mean outside all resampled ones would shift the interval to infinity.
    let margin = 0.5 / Double(means.count)
    return NormalDistribution.quantile(min(max(share, margin), 1 - margin))
  }

  /// a = Σ uᵢ³ / (6 (Σ uᵢ²)^{3/2}) with uᵢ the mean of the means without one value, minus that
  /// without value i: for a mean, (xᵢ − x̄) up to a factor that cancels.
  private static func acceleration(_ values: [Double], _ mean: Double) -> Double {
    var (squares, cubes) = (0.0, 0.0)
    for value in values {
      let u = value - mean
      squares += u * u
      cubes += u * u * u
    }
    return cubes / (6 * squares * squares.squareRoot())
  }
}

/// Whole numbers below a bound, each equally likely, two to each 64 random bits.
///
/// Fast Random Integer Generation in an Interval. Lemire. ACM Transactions on Modeling and Computer
/// Simulation 29(1), 2019.
private struct SmallDraws {
  private var random: KeyedRandom
  private let bound: UInt64
  /// Products whose lower half lies below this are drawn again, or some numbers would be likelier.
  private let rest: UInt64
  private var spare: UInt64?

  init(_ random: KeyedRandom, below bound: Int) {
    self.random = random
    self.bound = UInt64(min(bound, Int(UInt32.max)))
    rest = (1 << 32) % self.bound
  }

  /// The sum of as many values as there are, drawn with replacement.
  mutating func sum(of values: [Double]) -> Double {
    values.withUnsafeBufferPointer { values in
      var sum = 0.0
      for _ in values.indices { sum += values[next()] }
      return sum
    }
  }

  private mutating func next() -> Int {
    while true {
      let product = half() * bound
      if product & 0xFFFF_FFFF >= rest { return Int(product >> 32) }
    }
  }

  private mutating func half() -> UInt64 {
    if let spare {
      self.spare = nil
      return spare
    }
    let word = random.next()
    spare = word >> 32
    return word & 0xFFFF_FFFF
  }
}
