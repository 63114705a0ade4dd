import Clicking
import Datasets
import Imaging
import Models
import Testing
import TestSupport

@testable import Engine

@Suite("Evaluation")
struct EvaluationTests {
  let square = mask(
    """
    .......
    .#####.
    .#####.
    .#####.
    .#####.
    .#####.
    .......
    """)

  @Test("a perfect mask ends the object: there is nothing to click")
  func perfect() throws {
    let result = try evaluateToys(
      [mask("#####\n#####\n#####")], options: EvaluationOptions(clicks: 5))
    let row = result.rows[0]
    #expect(row.end == .nothingToClick)
    #expect(row.ious.last == 1)
    #expect(row.curve.iou(at: 5) == 1)
    #expect(row.clicks.count < 5)
  }

  @Test("an empty target is left out of the means and counted")
  func emptyTarget() throws {
    let result = try evaluateToys([mask("..."), square], options: EvaluationOptions(clicks: 3))
    #expect(result.rows[0].end == .emptyTarget)
    #expect(result.rows[0].clicks.count == 0)
    #expect(result.summary.objectCount == 1)
    #expect(result.summary.emptyCount == 1)
    #expect(result.report(.table).contains("1 with an empty target left out"))
  }

  @Test("in the reference's mode an object stops at the target IoU")
  func stopsAtTarget() throws {
    let result = try evaluateToys(
      [square], options: EvaluationOptions(targetIoU: 0.28, mode: .ritm))
    let row = result.rows[0]
    #expect(row.end == .reachedTarget)
    #expect(row.ious.dropLast().allSatisfy { $0 < 0.28 })
    #expect(row.ious.last.map { $0 >= 0.28 } == true)
  }

  @Test("in the reference's mode a perfect mask gets a click at (0, 0), as often as asked for")
  func originClicks() throws {
    let result = try Evaluation(
      model: SquareModel(positiveReach: 0), robot: CenterLargestError(count: 2),
      dataset: EvaluationDataset(MaskDataset(masks: [mask(".#.")])),
      options: EvaluationOptions(clicks: 3, targetIoU: 1.01, mode: .ritm))()
    let origin = Click(Pixel(row: 0, column: 0), isPositive: false)
    #expect(result.rows[0].clicks.all.dropFirst() == [origin, origin])
  }

  @Test("over no object a mean is no number")
  func nothing() throws {
    let summary = try evaluateToys([mask("...")], options: EvaluationOptions(clicks: 3)).summary
    #expect(summary.objectCount == 0)
    #expect(summary.atThresholds.allSatisfy { $0.numberOfClicks.isNaN })
    #expect(summary.atClicks.allSatisfy { $0.meanIoU == nil })
    #expect(summary.areaUnderCurve == nil)
  }

  @Test("clicks outside the picture and answers that are no probabilities are refused")
  func refusals() throws {
    let outside = Click(Pixel(row: 99, column: 3), isPositive: true)
    #expect(throws: EngineError.clickOutside(robot: "same", click: outside, size: square.size)) {
      try Evaluation(
        model: SquareModel(), robot: SameClick(click: outside),
        dataset: EvaluationDataset(MaskDataset(masks: [self.square])),
        options: EvaluationOptions(clicks: 1))()
    }
    for (value, error) in [
      (
        Float.nan,
        PredictionError.notANumber(model: "flat", first: Pixel(row: 0, column: 0), count: 2)
      ),
      (255, .outOfRange(model: "flat", lowest: 255, highest: 255)),
    ] {
      #expect(throws: error) {
        try evaluateToys(
          [mask("#.")], model: FlatModel(value: value), options: EvaluationOptions(clicks: 1))
      }
    }
    let slight = try evaluateToys(
      [mask("#.")], model: FlatModel(value: 1.5), options: EvaluationOptions(clicks: 1))
    #expect(slight.overshoot == 1.5...1.5)
  }

  @Test("the number of jobs changes nothing", arguments: ReportFormat.allCases)
  func jobs(format: ReportFormat) throws {
    let masks = (0..<20).map { shift in
      Mask(
        size: square.size, codes: square.codes.enumerated().map { $0.0 % 20 >= shift ? $0.1 : 0 })
    }
    let one = try evaluateToys(masks, options: EvaluationOptions(clicks: 6, jobs: 1))
    let four = try evaluateToys(masks, options: EvaluationOptions(clicks: 6, jobs: 4))
    #expect(one.report(format, withTimes: false) == four.report(format, withTimes: false))
    #expect(one.fingerprint == four.fingerprint)
  }

  @Test("a replayed row gives the evaluated steps again")
  func replay() throws {
    let result = try evaluateToys([square], options: EvaluationOptions(clicks: 4))
    let row = try result.row("m0")
    let steps = try result.replay(row)
    #expect(steps.count == row.ious.count)
    let ious = try steps.map { try Confusion(prediction: $0.mask, target: square).iou }
    #expect(ious == row.ious)
    #expect(steps.last?.clicks == row.clicks)
  }

  @Test("an evaluation starts from the mask that the sample brings, and so does its replay")
  func initialMask() throws {
    var almost = square
    let missing = try #require(square.codes.firstIndex(of: Mask.object))
    almost.codes[missing] = Mask.background
    let data = MaskDataset(masks: [square], initialMask: almost)
    let result = try Evaluation(
      model: SquareModel(positiveReach: 0), robot: FirstWrongPixel(),
      dataset: EvaluationDataset(data), options: EvaluationOptions(clicks: 4))()
    let row = try result.row("m0")
    #expect(row.ious == [1])
    #expect(row.clicks.count == 1)
    #expect(try result.replay(row)[0].mask == square)
  }

  @Test("an unknown object is an error that knows the ids")
  func unknownObject() throws {
    let result = try evaluateToys([square], options: EvaluationOptions(clicks: 1))
    #expect(throws: EngineError.noSuchObject(id: "m9", nearest: ["m0"])) { try result.row("m9") }
  }

  @Test("a prediction of another size is refused")
  func wrongSize() throws {
    struct Shrinking: IISModel, PreparedModel {
      let name = "shrinking"
      func prepare(_ image: Image) -> any PreparedModel { self }
      func predict(
        _ clicks: ClickSequence, state: ModelState
      ) throws -> (y: Plane, z: ModelState) {
        (Plane(size: Size(height: 1, width: 1)), state)
      }
    }
    #expect(
      throws: EngineError.predictionSize(
        model: "shrinking", expected: square.size, found: Size(height: 1, width: 1))
    ) {
      try evaluateToys([square], model: Shrinking(), options: EvaluationOptions(clicks: 1))
    }
  }

  @Test("a data set that leaves a choice is refused, an empty one too")
  func unsuited() {
    #expect(throws: DatasetError.notSuitedForEvaluation(name: "masks")) {
      try EvaluationDataset(MaskDataset(masks: [square], isSuited: false)).load(at: 0)
    }
    #expect(throws: DatasetError.empty(name: "masks")) {
      try EvaluationDataset(MaskDataset(masks: []))
    }
  }

  @Test("options out of range are refused", arguments: [(0, 0.5), (20, 1.5)])
  func options(clicks: Int, threshold: Double) {
    #expect(throws: EngineError.self) {
      try EvaluationOptions(clicks: clicks, threshold: threshold)
    }
  }
}
