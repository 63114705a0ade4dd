internal import Basics
internal import Imaging

/// Clicks as RITM does while it trains iteratively (Sofiiuk et al. 2021): near the middle of the larger
/// error, by chance.
///
/// The sign is that of the deepest wrong pixel, as ``CenterLargestError`` finds it, negative where both
/// errors are equally deep. The click is a pixel of that error deeper than half the greatest depth,
/// each equally likely, in whichever component it lies. Depths are exact here; RITM's training uses
/// OpenCV's 5×5 approximation. No pixel is drawn twice in a turn; earlier clicks make no difference.
public struct RITMNextPoint: Robot {
  /// `ritm_next`.
  public let name = "ritm_next"
  /// How many clicks a turn has; fewer where fewer pixels are deep enough.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks in the order in which they were drawn; none where nothing is wrong.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let errors = try turn.errors()
    guard let found = errors.deepest() else { return [] }
    let kind = found.isExcess ? ErrorMap.excess : ErrorMap.missed
    var random = turn.key.generator()
    let core = errors.mask(of: kind).core(dividedBy: 2)
    return random.pixels(turn.count(or: count), of: core).map(turn.click(at:))
  }
}
