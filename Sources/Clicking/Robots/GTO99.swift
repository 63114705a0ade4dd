internal import Imaging

/// Clicks the deepest pixel of the largest error, as gto99 evaluates (Forte et al. 2020).
///
/// Missed pixels and pixels in excess are kept apart. Of each the largest 8-connected component is found,
/// of equals the first in row-major order; of the two the one with more pixels is clicked, the one in
/// excess where both have the same number. The click is where the distance to the nearest pixel outside
/// the component, beyond the picture's border too, is largest; of several places the first in row-major
/// order.
///
/// Earlier clicks make no difference: where a model does not react, the same pixel is clicked again and
/// again. Where nothing is wrong there is no click (the original clicks the last pixel). Where a turn
/// has several clicks, each counts as right for the next ones.
public struct GTO99: Robot {
  /// `gto99`.
  public let name = "gto99"
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks; none where nothing is wrong.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    try turn.inTurn(turn.count(or: count)) { turn throws(ClickingError) in
      let errors = try turn.errors()
      let missed = errors.mask(of: ErrorMap.missed).components(.eight)
      let excess = errors.mask(of: ErrorMap.excess).components(.eight)
      let isMissed = Self.largestArea(missed) > Self.largestArea(excess)
      let components = isMissed ? missed : excess
      guard let largest = components.largest else { return nil }
      return components.mask(of: largest).deepestPixel().map {
        Click($0.pixel, isPositive: isMissed)
      }
    }
  }

  private static func largestArea(_ components: Components) -> Int {
    components.largest.map { components[$0].area } ?? 0
  }
}
