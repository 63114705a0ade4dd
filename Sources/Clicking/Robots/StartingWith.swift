internal import Basics

/// Lets an initial robot click before the first prediction, and another one then and ever after.
///
/// The first interaction has the clicks of `start` followed by those of `robot`, which sees the former as
/// made; every later interaction has those of `robot` alone. So the model's first call reads both, as in
/// the seed's training.
public struct StartingWith: Robot {
  /// The names of both, as in `stratified+center`.
  public var name: String { "\(start.name)+\(robot.name)" }
  /// What clicks first.
  public let start: any Robot
  /// What clicks at every interaction.
  public let robot: any Robot

  /// Joins an initial robot and another.
  public init(_ start: any Robot, then robot: any Robot) {
    self.start = start
    self.robot = robot
  }

  /// Both replaced.
  public func replacingParts(_ replacement: (any Robot) -> any Robot) -> any Robot {
    StartingWith(replacement(start), then: replacement(robot))
  }

  /// The clicks; what a turn asks for holds for `robot`, not for the start.
  public func clicks(for turn: RobotTurn) throws -> [Click] {
    guard turn.clicks.interactions.isEmpty else { return try robot.clicks(for: turn) }
    var opening = turn
    opening.key = turn.key.child("start")
    opening.count = nil
    let first = try start.clicks(for: opening)
    var rest = turn
    if !first.isEmpty { rest.clicks.append(first) }
    return first + (try robot.clicks(for: rest))
  }
}
