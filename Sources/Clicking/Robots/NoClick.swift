/// Never clicks: the seed's start without clicks, and what ends an inference at once.
public struct NoClick: Robot {
  /// `none`.
  public let name = "none"

  /// Creates the robot.
  public init() {}

  /// No clicks.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.checkSizes()
    return []
  }
}
