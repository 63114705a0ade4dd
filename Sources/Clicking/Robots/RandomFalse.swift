internal import Basics

/// Clicks pixels drawn at random from all that are wrong: those where prediction and target differ.
///
/// The seed's second robot. Every wrong pixel is equally likely, no pixel is drawn twice in a turn,
/// and earlier clicks make no difference. A click is positive where the target is object.
public struct RandomFalse: Robot {
  /// `random_false`.
  public let name = "random_false"
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks in the order in which they were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let wrong = try turn.errors().wrong
    var random = turn.key.generator()
    return random.pixels(turn.count(or: count), of: wrong).map(turn.click(at:))
  }
}
