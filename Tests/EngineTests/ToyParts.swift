import Basics
import Clicking
import Datasets
import Imaging
import Models

@testable import Engine

/// Paints a square around each click: what the reference's recorded loop does.
struct SquareModel: IISModel {
  var name = "square"
  var positiveReach = 2
  var negativeReach = 1

  func prepare(_ image: Image) throws -> any PreparedModel {
    Prepared(size: image.size, model: self)
  }

  struct Prepared: PreparedModel {
    let size: Size
    let model: SquareModel

    func predict(
      _ clicks: ClickSequence, state: ModelState
    ) throws -> (y: Plane, z: ModelState) {
      var y = state.previous ?? Plane(size: size)
      for click in clicks.interactions.last ?? [] {
        let reach = click.isPositive ? model.positiveReach : model.negativeReach
        for row in click.pixel.row - reach...click.pixel.row + reach {
          for column in click.pixel.column - reach...click.pixel.column + reach {
            let pixel = Pixel(row: row, column: column)
            if size.contains(pixel) { y[pixel] = click.isPositive ? 1 : 0 }
          }
        }
      }
      return (y, ModelState(previous: y))
    }
  }
}

/// Answers with one value everywhere.
struct FlatModel: IISModel {
  let name = "flat"
  let value: Float

  func prepare(_ image: Image) throws -> any PreparedModel {
    Prepared(y: Plane(size: image.size, filledWith: value))
  }

  struct Prepared: PreparedModel {
    let y: Plane

    func predict(
      _ clicks: ClickSequence, state: ModelState
    ) throws -> (y: Plane, z: ModelState) {
      (y, state)
    }
  }
}

/// Clicks one place again and again.
struct SameClick: Robot {
  let name = "same"
  let click: Click

  func clicks(for turn: RobotTurn) throws -> [Click] { [click] }
}

/// Clicks the first wrong pixel in row-major order.
struct FirstWrongPixel: Robot {
  let name = "first"

  func clicks(for turn: RobotTurn) throws -> [Click] {
    let wrong = turn.target.codes.indices.first {
      turn.target.codes[$0] != Mask.ignored && turn.target.codes[$0] != turn.prediction.codes[$0]
    }
    guard let wrong else { return [] }
    let pixel = turn.target.size.pixel(at: wrong)
    return [Click(pixel, isPositive: turn.target[pixel])]
  }
}

/// Samples given as masks; the images are black.
struct MaskDataset: SegDataset {
  var name = "masks"
  var masks: [Mask]
  var isSuited = true
  var initialMask: Mask?

  var count: Int { masks.count }
  func id(at index: Int) -> String { "m\(index)" }
  func sample(at index: Int) throws -> SegSample {
    let region = RegionReference(layer: 0, id: 1)
    let ids = masks[index].codes.map { $0 == Mask.ignored ? LabelMap.ignored : UInt16($0) }
    return SegSample(
      image: Image(size: masks[index].size),
      layers: [LabelMap(size: masks[index].size, ids: ids)], info: SampleInfo(id: id(at: index)),
      targets: isSuited ? [region] : nil,
      initialMasks: initialMask.map { [region: $0] } ?? [:])
  }
}

/// An evaluation of the toy parts.
func evaluateToys(
  _ masks: [Mask], model: any IISModel = SquareModel(), options: EvaluationOptions
) throws -> EvaluationResult {
  try Evaluation(
    model: model, robot: FirstWrongPixel(), dataset: EvaluationDataset(MaskDataset(masks: masks)),
    options: options)()
}
