public import Basics
public import Datasets
internal import Imaging

/// Masks that were made elsewhere, measured against their targets by any ``MaskMetric``.
///
/// Files are read and measured in parallel; the result does not depend on how many at once.
public struct Scoring: Sendable {
  /// What is measured.
  public var metrics: [MaskMetric]
  /// How files are read; as they tell themselves where `nil`.
  public var readings: ScoreReadings?
  /// Whether files that cannot be used, and targets without a prediction, are counted instead of
  /// ending the work.
  public var skipsBad: Bool
  /// How many pairs are measured at once.
  public var jobs: Int

  /// Creates the job.
  public init(
    metrics: [MaskMetric] = [.iou], readings: ScoreReadings? = nil, skipsBad: Bool = false,
    jobs: Int = ThreadPool.processorCount
  ) {
    self.metrics = metrics
    self.readings = readings
    self.skipsBad = skipsBad
    self.jobs = jobs
  }

  /// Measures every pair.
  ///
  /// - Throws: ``ScoreError``, `UnclearMasks`, `SystemError` or `ImageFileError` for the first file that cannot
  ///   be used, unless bad files are skipped; `Cancellation.Interrupted`.
  public func callAsFunction(
    _ pairing: MaskPairing, progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> ScoreResult {
    if !skipsBad, !pairing.missing.isEmpty {
      throw ScoreError.noPrediction(targets: pairing.missing)
    }
    let readings = try readings ?? ScoreReadings(pairing)
    let slots = Slots<Result<ScoredPair, SkippedPair>>(count: pairing.pairs.count)
    try ThreadPool.shared.forEach(count: pairing.pairs.count, threads: jobs) { index in
      try Cancellation.check()
      let pair = pairing.pairs[index]
      do {
        slots.fill(index, with: .success(try measure(pair, readings)), progress: progress)
      } catch  where skipsBad && !(error is Cancellation.Interrupted) {
        slots.fill(
          index, with: .failure(SkippedPair(pair: pair, reason: error)), progress: progress)
      }
    }
    return ScoreResult(
      metrics: metrics, outcomes: slots.values, pairing: pairing, readings: readings)
  }

  private func measure(
    _ pair: MaskPairing.Pair, _ readings: ScoreReadings
  ) throws -> ScoredPair {
    let prediction = try ReadMask(pair.prediction, readings.prediction)
    let target = try ReadMask(pair.target, readings.target)
    guard prediction.layer.size == target.layer.size else {
      throw ScoreError.sizesDiffer(
        prediction: pair.prediction, found: prediction.layer.size, target: pair.target,
        expected: target.layer.size)
    }
    guard readings.isByRegion else {
      let row = try row(
        pair.id, nil, prediction: readings.mask(prediction.layer, prediction.values),
        target: readings.mask(target.layer, target.values))
      return ScoredPair(rows: [row], background: nil)
    }
    let ignored = Set(readings.target.void)
    let regions = Set(prediction.values.values).union(target.values.values).subtracting(ignored)
    let rows = try regions.sorted().map { region in
      try row(
        pair.id, region, prediction: prediction.region(region), target: target.region(region))
    }
    return ScoredPair(
      rows: rows,
      background: try Confusion(
        prediction: prediction.layer.region(0), target: target.layer.region(0)))
  }

  private func row(
    _ id: String, _ region: MaskValue?, prediction: Mask, target: Mask
  ) throws -> ScoreRow {
    ScoreRow(
      id: id, region: region,
      values: try metrics.map { try $0.value(prediction: prediction, target: target) },
      confusion: try Confusion(prediction: prediction, target: target))
  }
}

/// A mask file that was read: its regions, and what their ids stand for.
private struct ReadMask {
  let layer: LabelMap
  let values: [UInt16: MaskValue]

  init(_ path: String, _ decision: MaskDecision) throws {
    let raster = try ImageFile.readRaster(path)
    try decision.check(raster, path)
    layer = decision.reading.layer(of: raster)
    values = decision.reading.values(of: raster).filter { $0.key != 0 }
  }

  func region(_ value: MaskValue) -> Mask {
    layer.region(ofAny: values.filter { $0.value == value }.keys)
  }
}

/// What a pair of files gave.
struct ScoredPair: Sendable {
  var rows: [ScoreRow]
  /// How the backgrounds agree, where regions count on their own.
  var background: Confusion?
}

/// The figures of one mask, or of one region of a label map.
public struct ScoreRow: Sendable {
  /// The target's name without its ending.
  public var id: String
  /// The value or colour of the region; `nil` where the file holds one object.
  public var region: MaskValue?
  /// A figure for each metric of the result; `nil` where it is not defined.
  public var values: [Double?]
  /// The pixels that agree and that do not.
  var confusion: Confusion

  /// What the row is found by: `a`, or `a:2` of a region.
  public var name: String { region.map { "\(id):\($0)" } ?? id }
}

/// A pair of files that was left out, and why.
public struct SkippedPair: Error {
  /// The files.
  public var pair: MaskPairing.Pair
  /// What is wrong with them.
  public var reason: any Error
}
