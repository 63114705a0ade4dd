import Basics
import Clicking
import Engine
import Imaging
import Language
import Synchronization

/// One object of a result as a script holds it; `r["37073"].steps[k]` is the k-th step.
final class RowObject: ScriptObject, PicturedObject {
  let row: EvaluationRow
  private let result: EvaluationResult
  private let replayed = Mutex<[InferenceStep]?>(nil)

  init(_ row: EvaluationRow, of result: EvaluationResult) {
    self.row = row
    self.result = result
  }

  var typeName: String { "row" }
  var repr: String {
    "row(\(row.id), \(row.clicks.count) clicks, IoU \(row.ious.last?.fixed(3) ?? "–"))"
  }
  var members: [Member] {
    [
      Member("id", "the object's id"),
      Member("steps", "mask, probability, clicks and IoU, step by step"),
      Member("ious", "the IoU after each interaction"),
      Member("clicks", "the clicks, interaction by interaction"),
      Member("end", "why the inference ended"), Member("noc", "noc(t): clicks to IoU t"),
      Member("image", "the picture"), Member("target", "the region to segment, a mask"),
      Member("target_area", "the number of object pixels"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "id": return .string(row.id)
    case "ious": return .list(row.ious.map { .float($0) })
    case "clicks": return ClickValues.value(of: row.clicks)
    case "end": return .string(row.end.rawValue)
    case "target_area": return .int(row.targetArea)
    case "steps": return .list(row.ious.indices.map { .object(StepObject(self, index: $0)) })
    case "image": return .object(ImageObject(try result.load(row).image))
    case "target": return .object(MaskObject(try result.load(row).target))
    case "noc":
      return .function(name, "t", "clicks to an IoU; all clicks where it is never reached") {
        [row] call in
        guard let threshold = call[0].asNumber else {
          throw Diagnostic(.type, "noc takes an IoU, got \(call[0].typeName)")
        }
        return .int(row.curve.numberOfClicks(threshold))
      }
    default: return nil
    }
  }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String {
    let ious = row.ious.map { $0.fixed(3) }.joined(separator: " ")
    return
      "\(row.id): \(row.size) pixels, target of \(row.targetArea), \(row.end.rawValue)\n  IoU \(ious)"
  }

  func picture() throws -> RasterPicture {
    RasterPicture(try FilmStrip(of: row, steps: steps(), in: result).drawn())
  }

  /// The steps, replayed once.
  func steps() throws -> [InferenceStep] {
    if let steps = replayed.withLock({ $0 }) { return steps }
    let steps = try result.replay(row)
    replayed.withLock { $0 = steps }
    return steps
  }

  func loaded() throws -> (image: Image, target: Mask) { try result.load(row) }
}

/// One step of a row as a script holds it.
final class StepObject: ScriptObject, PicturedObject {
  private let row: RowObject
  private let index: Int

  init(_ row: RowObject, index: Int) {
    self.row = row
    self.index = index
  }

  var typeName: String { "step" }
  var repr: String { "step(\(index), IoU \(row.row.ious[index].fixed(3)))" }
  var members: [Member] {
    [
      Member("mask", "the thresholded prediction"),
      Member("probability", "the model's y, a plane"),
      Member("clicks", "the clicks so far"), Member("iou", "the IoU with the target"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "iou": .float(row.row.ious[index])
    case "mask": .object(MaskObject(try step().mask))
    case "probability": .object(PlaneObject(try step().probability))
    case "clicks": ClickValues.value(of: try step().clicks)
    default: nil
    }
  }

  var promptPicture: PictureLimit? { .medium }
  func preview(columns: Int) -> String { repr }

  func picture() throws -> RasterPicture {
    let (image, target) = try row.loaded()
    return RasterPicture(try Overlays.step(try step(), target: target, over: image))
  }

  private func step() throws -> InferenceStep {
    let steps = try row.steps()
    guard steps.indices.contains(index) else {
      throw EngineError.notReproducible(object: row.row.id, step: index)
    }
    return steps[index]
  }
}
