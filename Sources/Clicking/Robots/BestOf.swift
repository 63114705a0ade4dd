internal import Basics

/// Lets a robot make several proposals each turn and keeps the one that helps the model most, or least.
///
/// Each proposal is tried out on the model; the kept one has the highest IoU, or the lowest, of equals
/// the earliest. Between the two lies what chance alone can do to a result: the robustness of a model. A
/// robot without chance proposes the same each time, and nothing changes. A proposal without clicks
/// counts only where all are.
public struct BestOf: Robot {
  /// Which proposal is kept.
  public enum Choice: String, Sendable {
    /// The one with the highest IoU.
    case best
    /// The one with the lowest IoU.
    case worst
  }

  /// `best_of` or `worst_of`.
  public var name: String { "\(choice.rawValue)_of" }
  /// What proposes.
  public let robot: any Robot
  /// How many proposals there are.
  public let proposals: Int
  /// Which one is kept.
  public let choice: Choice

  /// Creates the robot; fewer than one proposal is one.
  public init(_ choice: Choice = .best, of robot: any Robot, proposals: Int = 5) {
    self.choice = choice
    self.robot = robot
    self.proposals = max(proposals, 1)
  }

  /// The proposing robot replaced.
  public func replacingParts(_ replacement: (any Robot) -> any Robot) -> any Robot {
    BestOf(choice, of: replacement(robot), proposals: proposals)
  }

  /// The clicks of the proposal that is kept.
  ///
  /// - Throws: ``ClickingError/needsModel(robot:)`` where the turn cannot try clicks out.
  public func clicks(for turn: RobotTurn) throws -> [Click] {
    guard let trial = turn.trial else { throw ClickingError.needsModel(robot: name) }
    var kept: (clicks: [Click], iou: Double)?
    for number in 0..<proposals {
      var proposing = turn
      proposing.key = turn.key.child("proposal \(number)")
      let clicks = try robot.clicks(for: proposing)
      if clicks.isEmpty { continue }
      let iou = try trial(clicks)
      if let last = kept, choice == .best ? iou <= last.iou : iou >= last.iou { continue }
      kept = (clicks, iou)
    }
    return kept?.clicks ?? []
  }
}
