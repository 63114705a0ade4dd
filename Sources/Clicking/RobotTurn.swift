public import Basics
public import Imaging

/// What a robot sees when it is its turn to click.
public struct RobotTurn: Sendable {
  /// The thresholded prediction; nothing is object before the first click.
  public var prediction: Mask
  /// The region to segment; its ignored pixels are never clicked.
  public var target: Mask
  /// The clicks so far.
  public var clicks: ClickSequence
  /// The key of this turn's random draws; the interaction is already in it.
  public var key: RandomKey
  /// How many clicks are asked for: `n_points`; `nil` leaves it to the robot.
  public var count: Int?
  /// The picture's other objects in one mask; `nil` where they are not known. It is made when asked for.
  public var others: (@Sendable () throws -> Mask?)?
  /// Where positive clicks belong, a mask for each object of the target; on the target where `nil`. Only samplers for
  /// training look at these and at ``negatives``.
  public var positives: [Mask]?
  /// What must not be taken for the target, a mask each.
  public var negatives: [Mask] = []
  /// The IoU that the model would reach if these clicks were made now; `nil` where no model is at hand.
  public var trial: (@Sendable ([Click]) throws -> Double)?

  /// Describes a turn.
  public init(
    prediction: Mask, target: Mask, clicks: ClickSequence, key: RandomKey, count: Int? = nil,
    others: (@Sendable () throws -> Mask?)? = nil,
    trial: (@Sendable ([Click]) throws -> Double)? = nil
  ) {
    self.prediction = prediction
    self.target = target
    self.clicks = clicks
    self.key = key
    self.count = count
    self.others = others
    self.trial = trial
  }
}

extension RobotTurn {
  /// How many clicks are asked for, or the robot's own number; never below 0.
  func count(or own: Int) -> Int { max(count ?? own, 0) }

  /// Throws where prediction and target are not of one size.
  func checkSizes() throws(ClickingError) {
    guard prediction.size == target.size else {
      throw .sizesDiffer(target: target.size, prediction: prediction.size)
    }
  }

  /// Where the prediction is wrong.
  func errors() throws(ClickingError) -> ErrorMap {
    do {
      return try ErrorMap(prediction: prediction, target: target)
    } catch {
      throw .sizesDiffer(target: error.first, prediction: error.second)
    }
  }

  /// The click at a pixel of the picture: positive where the target is object.
  func click(at pixel: Pixel) -> Click { Click(pixel, isPositive: target[pixel]) }

  /// The pixels clicked so far, without those outside the picture.
  var clickedPixels: [Pixel] { clicks.all.map(\.pixel).filter(target.size.contains) }

  /// Places clicks one by one; a pixel that is clicked counts as right for those that follow.
  ///
  /// Ends early where `next` finds nothing to click.
  func inTurn(
    _ count: Int, _ next: (RobotTurn) throws(ClickingError) -> Click?
  ) throws(ClickingError) -> [Click] {
    var (turn, made) = (self, [Click]())
    while made.count < count, let click = try next(turn) {
      made.append(click)
      turn.prediction[click.pixel] = target[click.pixel]
    }
    return made
  }
}

extension ErrorMap {
  /// All wrong pixels, missed and in excess, as one mask.
  var wrong: Mask {
    Mask(size: size, codes: codes.recoded { $0 == Self.none ? Mask.background : Mask.object })
  }
}
