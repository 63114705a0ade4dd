internal import Imaging

/// Clicks the deepest pixel of the larger error: a miss gets a positive click, an excess a negative one.
///
/// The robot of the field's evaluations (RITM, Sofiiuk et al. 2021, `Clicker`). With D₊ and D₋ the
/// exact Euclidean distances of missed and of excess pixels to the nearest pixel that is not one,
/// and the picture's border counted as right, the click falls where D is largest among all pixels
/// that have not been clicked: it is positive if max D₊ > max D₋, and negative also where both are
/// equal. Of several places the first in row-major order is taken.
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

  /// Creates the robot.
  public init(fallback: Fallback = .noClick) { self.fallback = fallback }

  /// One click; none where the prediction is right or every wrong pixel has been clicked.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let clicked = turn.clicks.all.map(\.pixel)
    guard let found = try turn.errors().deepest(excluding: clicked) else {
      switch fallback {
      case .noClick: return []
      case .originAsRITM: return [Click(Pixel(row: 0, column: 0), isPositive: false)]
      }
    }
    return [Click(found.deepest.pixel, isPositive: !found.isExcess)]
  }
}

extension RobotTurn {
  /// Where the prediction is wrong.
  func errors() throws(ClickingError) -> ErrorMap {
    do {
      return try ErrorMap(prediction: prediction, target: target)
    } catch {
      throw .sizesDiffer(target: error.first, prediction: error.second)
    }
  }
}
