import Basics
import Clicking
public import Datasets
public import Imaging
import Models

/// Everything that an evaluation found out; any step of any row can be seen again.
public struct EvaluationResult: Sendable {
  /// What was evaluated, with which options.
  public let evaluation: Evaluation
  /// One row an object, in the data set's order.
  public let rows: [EvaluationRow]
  /// The samples that could not be loaded, where such samples are passed over.
  public let skipped: [SkippedSample]
  /// The duration of the whole evaluation, in seconds.
  public let wallSeconds: Double

  /// The model's name.
  public var modelName: String { evaluation.model.name }
  /// The data set's name.
  public var datasetName: String { evaluation.dataset.name }
  /// The robot's name.
  public var robotName: String { evaluation.robot.name }

  /// The fingerprint of the masks that were evaluated.
  public var fingerprint: Fingerprint { Fingerprint(rows.map(\.fingerprint)) }

  /// The lowest and the highest value of the model's answers, where some left 0 … 1 by more than rounding does.
  public var overshoot: ClosedRange<Float>? { rows.reduce(nil) { $0.union($1.overshoot) } }

  /// The row of an object.
  ///
  /// - Throws: ``EngineError/noSuchObject(id:nearest:)``.
  public func row(_ id: String) throws(EngineError) -> EvaluationRow {
    guard let row = rows.first(where: { $0.id == id }) else {
      throw .noSuchObject(id: id, nearest: rows.map(\.id))
    }
    return row
  }

  /// The picture of a row's object, and its target.
  public func load(_ row: EvaluationRow) throws -> (image: Image, target: Mask) {
    let (image, object) = try loadObject(row)
    return (image, object.target)
  }

  private func loadObject(_ row: EvaluationRow) throws -> (Image, EvaluationObject) {
    let sample = try evaluation.dataset.load(at: row.imageIndex)
    guard sample.objects.indices.contains(row.objectIndex) else {
      throw EngineError.notReproducible(object: row.id, step: 0)
    }
    return (sample.image, sample.objects[row.objectIndex])
  }

  /// Replays a row's recorded clicks through the model and returns every step.
  ///
  /// A result keeps clicks and figures, not pictures: those of an evaluation of a few dozen images
  /// would fill gigabytes, and the model gives them again.
  ///
  /// - Throws: ``EngineError/notReproducible(object:step:)`` where a mask differs from the evaluated one.
  public func replay(_ row: EvaluationRow) throws -> [InferenceStep] {
    let (image, object) = try loadObject(row)
    let loop = evaluation.loop
    let prepared = try loop.model.prepare(image)
    var z = try loop.initialState(image: image, target: object.target, mask: object.initialMask)
    var clicks = ClickSequence()
    return try zip(row.clicks.interactions, row.maskHashes).enumerated().map { index, recorded in
      try Cancellation.check()
      clicks.append(recorded.0)
      let (y, next) = try prepared.predict(loop.seen(clicks), state: z)
      z = next
      let mask = try loop.thresholded(y, of: image.size)
      guard XXHash64.hash(mask.codes) == recorded.1 else {
        throw EngineError.notReproducible(object: row.id, step: index)
      }
      return InferenceStep(clicks: clicks, probability: y, mask: mask)
    }
  }
}

/// A sample that was passed over because it could not be loaded.
public struct SkippedSample: Sendable {
  /// The sample's id.
  public let id: String
  /// Why; it names the file.
  public let error: any Error

  /// Records a sample.
  public init(id: String, error: any Error) {
    self.id = id
    self.error = error
  }
}
