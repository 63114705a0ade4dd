import Basics
public import Clicking
public import Datasets
import Imaging
public import Models

/// A batch evaluation: every object of a data set through the full inference, measured click by click.
///
/// Images run in parallel; the result does not depend on how many at once, nor on their order.
public struct Evaluation: Sendable {
  /// What is evaluated.
  public var model: any IISModel
  /// What clicks.
  public var robot: any Robot
  /// The objects.
  public var dataset: EvaluationDataset
  /// How it runs.
  public var options: EvaluationOptions

  /// Joins the parts.
  public init(
    model: any IISModel, robot: any Robot, dataset: EvaluationDataset, options: EvaluationOptions
  ) {
    self.model = model
    self.robot = robot
    self.dataset = dataset
    self.options = options
  }

  /// Runs it.
  ///
  /// - Parameter progress: called after each image with the number done, from any thread but never
  ///   by two at once.
  public func callAsFunction(
    progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> EvaluationResult {
    let start = monotonicSeconds()
    let images = try perImage(progress: progress) { try evaluateImage(at: $0) }
    return EvaluationResult(
      evaluation: self, rows: images.flatMap(\.rows), skipped: images.compactMap(\.skipped),
      wallSeconds: monotonicSeconds() - start)
  }

  var loop: InferenceLoop {
    InferenceLoop(
      model: model, robot: robotOfMode, threshold: Float(options.threshold),
      allowsAbsentClicks: options.mode == .ritm)
  }

  /// The reference implementation clicks (0, 0) again and again where nothing is left to click.
  private var robotOfMode: any Robot {
    guard options.mode == .ritm, let center = robot as? CenterLargestError else { return robot }
    return CenterLargestError(fallback: .originAsRITM, count: center.count)
  }

  /// The key of an object's random draws.
  func key(object id: String) -> RandomKey {
    RandomKey(
      root: options.seed, purpose: "robots.\(robot.name)", dataset: dataset.name, sample: id)
  }

  /// What became of an image: its objects' rows, or why there are none.
  private struct ImageOutcome: Sendable {
    var rows: [EvaluationRow] = []
    var skipped: SkippedSample?
  }

  private func evaluateImage(at index: Int) throws -> ImageOutcome {
    var loading = Stopwatch<Stage>()
    let sample: EvaluationSample
    do {
      sample = try SampleError.naming(dataset.dataset.id(at: index)) {
        try loading.time(.load) { try dataset.load(at: index) }
      }
    } catch let error as SampleError where options.skipsBad {
      return ImageOutcome(skipped: SkippedSample(id: error.id, error: error.reason))
    }
    return ImageOutcome(rows: try evaluate(sample, at: index, loading))
  }

  private func evaluate(
    _ sample: EvaluationSample, at index: Int, _ loading: Stopwatch<Stage>
  ) throws -> [EvaluationRow] {
    var loading = loading
    let prepared = try loading.time(.model) { try model.prepare(sample.image) }
    return try sample.objects.enumerated().map { number, object in
      var row = EvaluationRow(
        id: object.id, imageIndex: index, objectIndex: number, size: object.target.size,
        targetArea: object.target.area,
        fingerprint: Fingerprint(id: object.id, target: object.target), clicks: ClickSequence(),
        ious: [], maskHashes: [], end: .clicksSpent, watch: number == 0 ? loading : Stopwatch(),
        maxClicks: options.clicks)
      try evaluate(object, in: sample, prepared, into: &row)
      return row
    }
  }

  private func evaluate(
    _ object: EvaluationObject, in sample: EvaluationSample, _ prepared: any PreparedModel,
    into row: inout EvaluationRow
  ) throws {
    if object.target.isEmpty, options.mode == .segue {
      row.end = .emptyTarget
      return
    }
    row.end = .nothingToClick
    var (watch, scoring) = (row.watch, Stopwatch<Stage>())
    try loop.fullInference(
      image: sample.image, target: object.target, initialMask: object.initialMask,
      steps: options.clicks, prepared: prepared, key: key(object: row.id),
      others: sample.objects(except: row.objectIndex), watch: &watch
    ) { step in
      try Cancellation.check()
      return try scoring.time(.metric) { try measure(step, object.target, into: &row) }
    }
    row.watch = watch
    row.watch.add(scoring)
  }

  /// Adds a step to the row and says whether the inference goes on.
  private func measure(
    _ step: InferenceStep, _ target: Mask, into row: inout EvaluationRow
  ) throws -> Continuation {
    let confusion = try Confusion(prediction: step.mask, target: target)
    let iou = options.mode == .ritm ? confusion.iouWithoutEmptyRule : confusion.iou
    row.clicks = step.clicks
    row.ious.append(iou)
    row.note(overshoot: try step.probability.checkProbabilities(of: model.name))
    row.maskHashes.append(XXHash64.hash(step.mask.codes))
    if let goal = options.targetIoU, iou >= goal {
      row.end = .reachedTarget
      return .stop
    }
    if step.clicks.count >= options.clicks {
      row.end = .clicksSpent
      return .stop
    }
    return .goOn
  }

  /// One result an image, in the data set's order.
  private func perImage<Result: Sendable>(
    progress: @Sendable (Int, Int) -> Void, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    let indices = dataset.indices
    let slots = Slots<Result>(count: indices.count)
    try ThreadPool.shared.forEach(count: indices.count, threads: options.jobs) { position in
      try Cancellation.check()
      let result = try body(indices[position])
      slots.fill(position, with: result, progress: progress)
    }
    return slots.values
  }
}

extension EvaluationSample {
  /// All objects but one as a single mask; `nil` where there are no others.
  fileprivate func objects(except index: Int) -> @Sendable () throws -> Mask? {
    let others = objects.enumerated().filter { $0.offset != index }.map(\.element.target)
    return {
      guard let first = others.first else { return nil }
      return try others.dropFirst().reduce(first) { try $0.union($1) }
    }
  }
}
