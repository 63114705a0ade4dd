public import Imaging

/// A simulated annotator: given the truth, the prediction and the clicks so far, it places the next ones.
///
/// Every robot passes one contract suite: its clicks lie inside the picture and never on an ignored
/// pixel; a click is positive exactly where the target is object; the same turn gives the same
/// clicks; a turn that asks for n clicks gets at most n. A robot that corrects errors returns no
/// click where nothing is wrong. Only ``Replay`` may differ: it clicks as it is told.
public protocol Robot: Sendable {
  /// The name by which scripts choose it, for example `center`.
  var name: String { get }

  /// The next clicks; empty when there is nothing to correct.
  ///
  /// - Throws: ``ClickingError``, or what a script's function throws.
  func clicks(for turn: RobotTurn) throws -> [Click]

  /// The robot with each of the robots that it is made of replaced; itself where it is made of none.
  func replacingParts(_ replacement: (any Robot) -> any Robot) -> any Robot
}

extension Robot {
  /// The robot itself: most are made of no others.
  public func replacingParts(_ replacement: (any Robot) -> any Robot) -> any Robot { self }
}

/// What a robot refuses.
public enum ClickingError: Error, Equatable {
  /// The prediction has another size than the target.
  case sizesDiffer(target: Size, prediction: Size)
  /// The other objects have another size than the target.
  case othersDiffer(target: Size, others: Size)
  /// The robot tries clicks out on a model, and none is at hand.
  case needsModel(robot: String)
  /// The recording holds nothing for this sample; some of those that it has.
  case notRecorded(sample: String, recorded: [String])
  /// A recorded click lies outside the picture.
  case recordedOutside(sample: String, click: Click, picture: Size)
}
