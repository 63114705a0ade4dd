internal import Imaging

/// Clicks the deepest pixel of the larger error: a miss gets a positive click, an excess a negative one.
///
/// The robot of the field's evaluations (RITM, Sofiiuk et al. 2021, `Clicker`). With D₊ and D₋ the
/// exact Euclidean distances of missed and of excess pixels to the nearest pixel that is not one,
/// and the picture's border counted as right, the click falls where D is largest among all pixels
/// that have not been clicked: it is positive if max D₊ > max D₋, and negative also where both are
/// equal. Of several places the first in row-major order is taken.
///
/// Where a turn has several clicks, each counts as right for the next ones.
public struct CenterLargestError: Robot {
  /// What happens when nothing is left to click.
  public enum Fallback: Sendable {
    /// There is no click: the region is done.
    case noClick
    /// A negative click at (0, 0), again and again, as the reference implementation does it.
    case originAsRITM
  }

  /// `center`.
  public let name = "center"
  /// What happens when nothing is left to click.
  public let fallback: Fallback
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot.
  public init(fallback: Fallback = .noClick, count: Int = 1) {
    self.fallback = fallback
    self.count = count
  }

  /// The clicks; none where the prediction is right or every wrong pixel has been clicked.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let clicked = turn.clickedPixels
    let clicks = try turn.inTurn(turn.count(or: count)) { turn throws(ClickingError) in
      guard let found = try turn.errors().deepest(excluding: clicked) else { return nil }
      return Click(found.deepest.pixel, isPositive: !found.isExcess)
    }
    if clicks.isEmpty, case .originAsRITM = fallback {
      return [Click(Pixel(row: 0, column: 0), isPositive: false)]
    }
    return clicks
  }
}
