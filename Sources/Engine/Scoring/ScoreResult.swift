internal import Basics

/// What scoring found out: a row a mask, and what was left out.
public struct ScoreResult: Sendable {
  /// What was measured, in the order of a row's values.
  public let metrics: [MaskMetric]
  /// The masks in the order of their names, of a label map each region.
  public let rows: [ScoreRow]
  /// How the files were read.
  public let readings: ScoreReadings
  /// The pairs that could not be used.
  public let skipped: [SkippedPair]
  /// The target files without a prediction.
  public let missing: [String]
  /// How many predicted files belong to no target.
  public let unusedCount: Int

  /// The backgrounds of all files; `nil` where regions do not count on their own.
  let background: PooledPixels?

  init(
    metrics: [MaskMetric], outcomes: [Result<ScoredPair, SkippedPair>], pairing: MaskPairing,
    readings: ScoreReadings
  ) {
    self.metrics = metrics
    self.readings = readings
    let pairs = outcomes.compactMap { try? $0.get() }
    rows = pairs.flatMap(\.rows)
    background = readings.isByRegion ? PooledPixels(pairs.compactMap(\.background)) : nil
    skipped = outcomes.compactMap { outcome in
      if case .failure(let skipped) = outcome { skipped } else { nil }
    }
    missing = pairing.missing
    unusedCount = pairing.unusedCount
  }

  /// A metric's figures over all masks.
  public struct Figures: Sendable {
    /// What was measured.
    public let metric: MaskMetric
    /// The defined values in the order of the rows.
    public let values: [Double]
    /// For how many masks the metric is not defined.
    public let undefinedCount: Int
    /// The mean of the values with its confidence interval; `nil` for fewer than two values.
    public let interval: BootstrapInterval?

    /// The mean of the values; `nil` where there is none.
    public var mean: Double? {
      values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    /// The median of the values; `nil` where there is none.
    public var median: Double? { Percentile.value(at: 0.5, of: values.sorted()) }
  }

  /// The figures of every metric.
  ///
  /// - Parameters:
  ///   - level: of the confidence intervals, in (0, 1).
  ///   - seed: the root seed of the resampling.
  public func figures(level: Double = 0.95, seed: UInt64 = 0) -> [Figures] {
    metrics.indices.map { index in
      let all = rows.map { $0.values[index] }
      let values = all.compactMap(\.self)
      let key = RandomKey(root: seed, purpose: "bootstrap.\(metrics[index].rawValue)")
      return Figures(
        metric: metrics[index], values: values, undefinedCount: all.count - values.count,
        interval: BootstrapInterval(meanOf: values, level: level, key: key))
    }
  }
}
