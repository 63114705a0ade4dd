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

  /// Describes a turn.
  public init(prediction: Mask, target: Mask, clicks: ClickSequence, key: RandomKey) {
    self.prediction = prediction
    self.target = target
    self.clicks = clicks
    self.key = key
  }
}

/// A simulated annotator: given the truth, the prediction and the clicks so far, it places the next ones.
///
/// Every robot passes one contract suite: its clicks lie inside the picture and never on an ignored
/// pixel; a click is positive exactly where the target is object; the same turn gives the same
/// clicks; where nothing is wrong it returns no click.
public protocol Robot: Sendable {
  /// The name by which scripts choose it, for example `center`.
  var name: String { get }

  /// The next clicks; empty when there is nothing to correct.
  ///
  /// - Throws: ``ClickingError/sizesDiffer(target:prediction:)``, or what a script's function throws.
  func clicks(for turn: RobotTurn) throws -> [Click]
}

/// What a robot refuses.
public enum ClickingError: Error, Equatable {
  /// The prediction has another size than the target.
  case sizesDiffer(target: Size, prediction: Size)
}
