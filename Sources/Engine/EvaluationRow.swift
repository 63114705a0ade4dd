public import Basics
public import Clicking
public import Datasets
public import Imaging

/// What an evaluation found out about one object.
public struct EvaluationRow: Sendable {
  /// Why an object's inference ended.
  public enum End: String, Sendable {
    /// All clicks were spent.
    case clicksSpent = "clicks_spent"
    /// The IoU reached the target at which the evaluation stops.
    case reachedTarget = "reached_target"
    /// The robot found nothing to correct.
    case nothingToClick = "nothing_to_click"
    /// The target holds no object pixel, so there is nothing to segment.
    case emptyTarget = "empty_target"
  }

  /// The object's id: the image's, with `#2` and so on behind it for further objects.
  public var id: String
  /// The image's index in the data set.
  public var imageIndex: Int
  /// Which of the image's objects it is, from 0.
  public var objectIndex: Int
  /// The size of image and target.
  public var size: Size
  /// How many pixels the object has.
  public var targetArea: Int
  /// The fingerprint of the target.
  public var fingerprint: Fingerprint
  /// The clicks of each interaction.
  public var clicks: ClickSequence
  /// The IoU after each interaction.
  public var ious: [Double]
  /// A hash of the mask after each interaction, by which a replayed step is checked.
  public var maskHashes: [UInt64]
  /// Why it ended.
  public var end: End
  /// Where the time went; an image's loading counts for its first object.
  public var watch: Stopwatch<Stage>
  /// The most clicks it could have got.
  public var maxClicks: Int
  /// The lowest and the highest value of the model's answers, where some left 0 … 1 by more than rounding does.
  public var overshoot: ClosedRange<Float>?

  /// Takes in what an answer overshot.
  mutating func note(overshoot other: ClosedRange<Float>?) {
    overshoot = overshoot.union(other)
  }

  /// The IoU over the number of clicks.
  public var curve: ClickCurve {
    var made = 0
    let clickCounts = clicks.interactions.map { interaction in
      made += interaction.count
      return made
    }
    return ClickCurve(
      clicks: clickCounts, ious: ious, maxClicks: maxClicks, isSettled: end == .nothingToClick)
  }
}

extension ClosedRange<Float>? {
  /// The least range that holds both.
  func union(_ other: Self) -> Self {
    guard let own = self, let other else { return self ?? other }
    return min(own.lowerBound, other.lowerBound)...max(own.upperBound, other.upperBound)
  }
}
