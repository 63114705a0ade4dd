internal import Basics
internal import Imaging

/// Clicks pixels drawn at random from the largest wrong region: the seed's third robot.
///
/// A region is a 4-connected component of the pixels where prediction and target differ: missed pixels
/// and pixels in excess that touch belong to one region, so its clicks can be of both signs. The
/// largest has the most pixels; of equals the first in row-major order. Every pixel of it is equally
/// likely and none is drawn twice in a turn. Where nothing is wrong there is no click (the seed then
/// clicked anywhere).
public struct RandomLargestFalse: Robot {
  /// `random_largest_false`.
  public let name = "random_largest_false"
  /// How many clicks a turn has; fewer where the region has fewer pixels.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks in the order in which they were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let region = try turn.errors().wrong.largestComponent(.four)
    var random = turn.key.generator()
    return random.pixels(turn.count(or: count), of: region).map(turn.click(at:))
  }
}
