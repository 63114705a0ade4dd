import Basics
public import Clicking
public import Imaging
public import Models

/// The parts of an interactive inference: what predicts, what clicks, and where the mask begins.
public struct InferenceLoop: Sendable {
  /// What predicts.
  public var model: any IISModel
  /// What clicks.
  public var robot: any Robot
  /// A pixel is object where its probability exceeds this, strictly.
  public var threshold: Float
  /// Whether a click with both coordinates negative counts and is not seen by the model, as RITM pads its
  /// lists of clicks; else every click outside the picture is an error.
  public var allowsAbsentClicks: Bool

  /// Joins a model and a robot.
  public init(
    model: any IISModel, robot: any Robot, threshold: Float = 0.5, allowsAbsentClicks: Bool = false
  ) {
    self.model = model
    self.robot = robot
    self.threshold = threshold
    self.allowsAbsentClicks = allowsAbsentClicks
  }

  /// The model's state before the first click; a mask to start from is its previous prediction.
  func initialState(image: Image, target: Mask, mask: Mask?) throws -> ModelState {
    var state = try model.initialState(image: image, target: target)
    if let mask { state.previous = Plane(mask) }
    return state
  }

  /// The prediction before the first click: the mask to start from, or else the model's own.
  func initialPrediction(image: Image, target: Mask, mask: Mask?) throws -> Plane {
    guard let mask else { return try model.initialPrediction(image: image, target: target) }
    guard mask.size == image.size else {
      throw EngineError.predictionSize(
        model: "the initial mask", expected: image.size, found: mask.size)
    }
    return Plane(mask)
  }

  /// What IoU further clicks would reach, for a robot that tries them out.
  func trial(
    on prepared: any PreparedModel, after clicks: ClickSequence, state: ModelState, target: Mask
  ) -> @Sendable ([Click]) throws -> Double {
    { further in
      try Cancellation.check()
      var sequence = clicks
      sequence.append(try inside(target.size, further))
      let y = try prepared.predict(seen(sequence), state: state).y
      return try Confusion(prediction: thresholded(y, of: target.size), target: target).iou
    }
  }

  /// The mask of a prediction, which has the picture's size and holds probabilities or is refused.
  func thresholded(_ prediction: Plane, of size: Size) throws -> Mask {
    guard prediction.size == size else {
      throw EngineError.predictionSize(model: model.name, expected: size, found: prediction.size)
    }
    try prediction.checkProbabilities(of: model.name)
    return prediction.thresholded(above: threshold)
  }

  /// The robot's clicks, which lie inside the picture or are refused.
  func inside(_ size: Size, _ clicks: [Click]) throws(EngineError) -> [Click] {
    for click in clicks where !size.contains(click.pixel) && !(allowsAbsentClicks && click.isAbsent)
    {
      throw .clickOutside(robot: robot.name, click: click, size: size)
    }
    return clicks
  }

  /// What the model is told of the clicks.
  func seen(_ clicks: ClickSequence) -> ClickSequence {
    guard allowsAbsentClicks else { return clicks }
    return ClickSequence(clicks.interactions.map { $0.filter { !$0.isAbsent } })
  }
}

/// What an inference holds after an interaction.
public struct InferenceStep: Sendable {
  /// All clicks so far, the newest interaction last.
  public var clicks: ClickSequence
  /// The model's `y`: the probability of the object at each pixel.
  public var probability: Plane
  /// The thresholded prediction.
  public var mask: Mask
}

extension Click {
  /// Whether it stands for no click, as the padding of RITM's lists does.
  fileprivate var isAbsent: Bool { pixel.row < 0 && pixel.column < 0 }
}

/// Whether an observer wants the inference to go on.
public enum Continuation: Sendable { case goOn, stop }

/// The parts of an evaluation's time.
public enum Stage: String, CaseIterable, Sendable { case load, robot, model, metric }

/// What the engine refuses.
public enum EngineError: Error, Equatable {
  /// A model returned a prediction of another size than the image.
  case predictionSize(model: String, expected: Size, found: Size)
  /// A robot clicked outside the picture.
  case clickOutside(robot: String, click: Click, size: Size)
  /// A replayed step differs from what was evaluated: the model or the robot is not a function of its input.
  case notReproducible(object: String, step: Int)
  /// An option is out of range.
  case badOption(name: String, value: Double, range: ClosedRange<Double>)
  /// Two results have different targets under one id.
  case targetsDiffer(object: String)
  /// Two results have no object in common.
  case nothingToCompare
  /// No object of the result has this id.
  case noSuchObject(id: String, nearest: [String])
}
