/// How much a figure depends on who clicks: its spread over several results of one model on the same
/// objects, by robots or seeds that differ.
///
/// The figures of RClicks (Antonov et al.: RClicks: Realistic Click Simulation for Benchmarking
/// Interactive Segmentation. NeurIPS 2024), where each result is a group of clicks.
public struct Robustness: Hashable, Sendable {
  /// The mean over the results.
  public let mean: Double
  /// The standard deviation over the results, divided by n; 0 for a single one.
  public let deviation: Double
  /// The best result's figure.
  public let best: Double
  /// The worst result's figure.
  public let worst: Double

  /// Summarises figures of results, at least one.
  ///
  /// - Parameter lessIsBetter: whether the smallest figure is the best one, as for numbers of clicks.
  public init?(_ figures: [Double], lessIsBetter: Bool = true) {
    guard let least = figures.min(), let most = figures.max() else { return nil }
    let mean = figures.reduce(0, +) / Double(figures.count)
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / Double(figures.count)).squareRoot()
    best = lessIsBetter ? least : most
    worst = lessIsBetter ? most : least
  }

  /// NSR: the deviation as a share of the mean; `nil` where the mean is 0.
  public var noiseToSignal: Double? { mean == 0 ? nil : deviation / mean }

  /// ΔGR: how far the worst is from the best, as a share of the best; `nil` where the best is 0.
  public var gap: Double? { best == 0 ? nil : abs(worst - best) / best }

  /// ΔSB: how far the mean is from a baseline robot's figure, as a share of it; `nil` where that is 0.
  public func change(from baseline: Double) -> Double? {
    baseline == 0 ? nil : (mean - baseline) / baseline
  }
}
