internal import Basics

/// Lets another robot click each turn, drawn by weight: the seed's mixture.
public struct RobotMixture: Robot {
  /// `mixture`.
  public let name = "mixture"
  /// The robots and how likely each is drawn, in proportion to its weight.
  public let parts: [(robot: any Robot, weight: Double)]

  /// Mixes robots; a weight that is negative or not finite is 0.
  public init(_ parts: [(robot: any Robot, weight: Double)]) { self.parts = parts }

  /// The mixture of the replacements, with the same weights.
  public func replacingParts(_ replacement: (any Robot) -> any Robot) -> any Robot {
    RobotMixture(parts.map { (replacement($0.robot), $0.weight) })
  }

  /// The clicks of the robot drawn; none where no weight is above 0.
  public func clicks(for turn: RobotTurn) throws -> [Click] {
    var random = turn.key.child("mixture").generator()
    guard let place = random.choice(weights: parts.map(\.weight)) else { return [] }
    return try parts[place].robot.clicks(for: turn)
  }
}
