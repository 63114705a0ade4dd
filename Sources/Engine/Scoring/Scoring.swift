public import Basics
internal import Imaging

/// Masks that were made elsewhere, measured against their targets by any ``MaskMetric``.
///
/// Files are read and measured in parallel; the result does not depend on how many at once.
public struct Scoring: Sendable {
  /// What is measured.
  public var metrics: [MaskMetric]
  /// How predicted masks are read.
  public var predictionRule: ScoreRule
  /// How targets are read.
  public var targetRule: ScoreRule
  /// Whether files that cannot be used, and targets without a prediction, are counted instead of
  /// ending the work.
  public var skipsBad: Bool
  /// How many pairs are measured at once.
  public var jobs: Int

  /// Creates the job.
  public init(
    metrics: [MaskMetric] = [.iou], predictionRule: ScoreRule = ScoreRule(),
    targetRule: ScoreRule = ScoreRule(ignored: 128), skipsBad: Bool = false,
    jobs: Int = ThreadPool.processorCount
  ) {
    self.metrics = metrics
    self.predictionRule = predictionRule
    self.targetRule = targetRule
    self.skipsBad = skipsBad
    self.jobs = jobs
  }

  /// Measures every pair.
  ///
  /// - Throws: ``ScoreError``, `SystemError` or `ImageFileError` for the first file that cannot be
  ///   used, unless bad files are skipped; `Cancellation.Interrupted`.
  public func callAsFunction(
    _ pairing: MaskPairing, progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> ScoreResult {
    if !skipsBad, !pairing.missing.isEmpty {
      throw ScoreError.noPrediction(targets: pairing.missing)
    }
    let slots = Slots<Result<ScoreRow, SkippedPair>>(count: pairing.pairs.count)
    try ThreadPool.shared.forEach(count: pairing.pairs.count, threads: jobs) { index in
      try Cancellation.check()
      let pair = pairing.pairs[index]
      do {
        slots.fill(index, with: .success(try measure(pair)), progress: progress)
      } catch  where skipsBad && !(error is Cancellation.Interrupted) {
        slots.fill(
          index, with: .failure(SkippedPair(pair: pair, reason: error)), progress: progress)
      }
    }
    return ScoreResult(metrics: metrics, outcomes: slots.values, pairing: pairing)
  }

  private func measure(_ pair: MaskPairing.Pair) throws -> ScoreRow {
    let prediction = predictionRule.mask(of: try ImageFile.readRaster(pair.prediction))
    let target = targetRule.mask(of: try ImageFile.readRaster(pair.target))
    guard prediction.size == target.size else {
      throw ScoreError.sizesDiffer(
        prediction: pair.prediction, found: prediction.size, target: pair.target,
        expected: target.size)
    }
    let values = try metrics.map { try $0.value(prediction: prediction, target: target) }
    return ScoreRow(id: pair.id, values: values)
  }
}

/// The figures of one mask.
public struct ScoreRow: Hashable, Sendable {
  /// The target's name without its ending.
  public var id: String
  /// A figure for each metric of the result; `nil` where it is not defined.
  public var values: [Double?]
}

/// A pair of files that was left out, and why.
public struct SkippedPair: Error {
  /// The files.
  public var pair: MaskPairing.Pair
  /// What is wrong with them.
  public var reason: any Error
}
