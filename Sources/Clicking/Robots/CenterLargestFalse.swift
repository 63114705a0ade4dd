internal import Imaging

/// Clicks the deepest pixel of the largest wrong region: ``RandomLargestFalse`` without chance.
///
/// Regions are 4-connected, and missed pixels and pixels in excess that touch belong to one region. The
/// largest has the most pixels, which need not be the deepest. Depth is the exact distance to the
/// nearest pixel outside the region, beyond the picture's border too; of equally deep pixels the first in
/// row-major order is clicked. Earlier clicks make no difference. Where a turn has several clicks, each
/// counts as right for the next ones.
public struct CenterLargestFalse: Robot {
  /// `center_largest_false`.
  public let name = "center_largest_false"
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks; none where nothing is wrong.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.inTurn(turn.count(or: count)) { turn throws(ClickingError) in
      let region = try turn.errors().wrong.largestComponent(.four)
      return region.deepestPixel().map { turn.click(at: $0.pixel) }
    }
  }
}
