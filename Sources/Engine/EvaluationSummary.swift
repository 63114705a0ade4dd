import Basics
import Clicking

/// The figures of an evaluation, as the field reports them; means over the objects that have a target.
public struct EvaluationSummary: Sendable {
  /// The IoU thresholds t of NoC@t.
  public static let thresholds = [0.80, 0.85, 0.90, 0.95]
  /// The numbers of clicks k of mIoU@k, besides the most clicks of the evaluation.
  public static let clickCounts = [1, 2, 3, 5, 10, 20]

  /// The figures at one IoU threshold.
  public struct AtThreshold: Hashable, Sendable {
    /// The IoU threshold t.
    public var threshold: Double
    /// NoC@t: the mean number of clicks to reach t; an object that never does counts with all clicks. Not a
    /// number where there is no object.
    public var numberOfClicks: Double
    /// ≥N@t: the objects whose NoC is the most clicks, those that succeed with the last click included.
    public var atLimit: Int
    /// NoF@t: the objects that never reach t.
    public var failures: Int
  }

  /// The mean IoU after a number of clicks.
  public struct AtClick: Hashable, Sendable {
    /// The number of clicks k.
    public var clicks: Int
    /// mIoU@k, in [0, 1]; `nil` where some object's inference was cut off before.
    public var meanIoU: Double?
  }

  /// How many objects the means are over.
  public let objectCount: Int
  /// How many objects were left out because their target is empty.
  public let emptyCount: Int
  /// NoC, ≥N and NoF at each threshold that the evaluation went up to.
  public let atThresholds: [AtThreshold]
  /// mIoU@k for the k up to the most clicks.
  public let atClicks: [AtClick]
  /// The mean area under the curve of IoU over clicks; `nil` where some inference was cut off.
  public let areaUnderCurve: Double?
  /// All clicks of all objects.
  public let clickCount: Int
  /// The thread time of each stage for a click, in seconds: the sum over all objects by the number of clicks.
  public let secondsPerClick: [Stage: Double]
  /// The wall time of the whole evaluation by the number of clicks: the field's SPC.
  public let wallSecondsPerClick: Double
  /// The wall time of the whole evaluation, in seconds.
  public let wallSeconds: Double

  /// Summarises rows; thresholds beyond the IoU at which the evaluation stopped are left out.
  public init(
    rows: [EvaluationRow], options: EvaluationOptions, wallSeconds: Double,
    thresholds: [Double] = Self.thresholds, clickCounts: [Int] = Self.clickCounts
  ) {
    let scored = rows.filter { $0.end != .emptyTarget }
    let curves = scored.map(\.curve)
    objectCount = scored.count
    emptyCount = rows.count - scored.count
    atThresholds =
      thresholds
      .filter { $0 <= (options.targetIoU ?? 1) + 1e-9 }
      .map { Self.at(threshold: $0, curves, options.clicks) }
    let counts = clickCounts.filter { $0 < options.clicks } + [options.clicks]
    atClicks = counts.map { count in
      AtClick(clicks: count, meanIoU: Self.mean(curves.map { $0.iou(at: count) }))
    }
    areaUnderCurve = Self.mean(curves.map(\.areaUnderCurve))
    clickCount = rows.reduce(0) { $0 + $1.clicks.count }
    var watch = Stopwatch<Stage>()
    for row in rows { watch.add(row.watch) }
    let clicks = Double(max(clickCount, 1))
    secondsPerClick = Dictionary(
      uniqueKeysWithValues: Stage.allCases.map { ($0, watch[$0] / clicks) })
    wallSecondsPerClick = wallSeconds / clicks
    self.wallSeconds = wallSeconds
  }

  private static func at(
    threshold: Double, _ curves: [ClickCurve], _ maxClicks: Int
  ) -> AtThreshold {
    let counts = curves.map { $0.numberOfClicks(threshold) }
    return AtThreshold(
      threshold: threshold,
      numberOfClicks: Double(counts.reduce(0, +)) / Double(counts.count),
      atLimit: counts.count { $0 >= maxClicks },
      failures: curves.count { $0.clicksToReach(threshold) == nil })
  }

  /// The mean of values that must all be there.
  private static func mean(_ values: [Double?]) -> Double? {
    let present = values.compactMap(\.self)
    guard present.count == values.count, !present.isEmpty else { return nil }
    return present.reduce(0, +) / Double(present.count)
  }
}

extension EvaluationResult {
  /// The figures.
  public var summary: EvaluationSummary { summary() }

  /// The figures at other thresholds or numbers of clicks than the usual ones.
  public func summary(
    thresholds: [Double] = EvaluationSummary.thresholds,
    clickCounts: [Int] = EvaluationSummary.clickCounts
  ) -> EvaluationSummary {
    EvaluationSummary(
      rows: rows, options: evaluation.options, wallSeconds: wallSeconds, thresholds: thresholds,
      clickCounts: clickCounts)
  }
}
