internal import Basics
internal import Imaging

/// Clicks pixels drawn at random from the whole picture, right or wrong: the seed's first robot.
///
/// Every pixel that is not ignored is equally likely and none is drawn twice in a turn. It never looks
/// at the prediction and never ends.
public struct RandomClicks: Robot {
  /// `random`.
  public let name = "random"
  /// How many clicks a turn has; fewer where the picture has fewer pixels.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks in the order in which they were drawn; none where all is ignored.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.checkSizes()
    var random = turn.key.generator()
    return random.pixels(turn.count(or: count), of: turn.target.counted).map(turn.click(at:))
  }
}

extension Mask {
  /// Object where a pixel is not ignored.
  var counted: Mask {
    Mask(size: size, codes: codes.recoded { $0 == Self.ignored ? Self.background : Self.object })
  }
}
