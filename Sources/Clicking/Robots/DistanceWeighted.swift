internal import Basics
internal import Imaging

/// Clicks wrong pixels drawn with a probability in proportion to their depth: the seed's fourth and fifth
/// robots.
///
/// The depth of a pixel where prediction and target differ is its exact distance to the nearest pixel
/// where they do not, with the picture's border counted as right; missed pixels and pixels in excess do
/// not bound each other. No pixel is drawn twice in a turn. Earlier clicks make no difference.
///
/// With memory, each pixel that is drawn counts as right before the depths are measured for the next
/// one, within one turn; so several clicks keep away from each other. One click is drawn alike.
public struct DistanceWeighted: Robot {
  /// `distance`, or `distance_memory`.
  public var name: String { hasMemory ? "distance_memory" : "distance" }
  /// Whether depths are measured anew for each click of a turn.
  public let hasMemory: Bool
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(hasMemory: Bool = false, count: Int = 1) {
    self.hasMemory = hasMemory
    self.count = count
  }

  /// The clicks in the order in which they were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let count = turn.count(or: count)
    var random = turn.key.generator()
    guard hasMemory else {
      var pixels = try weights(of: turn)
      return pixels.draw(count, &random).map(turn.click(at:))
    }
    return try turn.inTurn(count) { turn throws(ClickingError) in
      var pixels = try weights(of: turn)
      return pixels.draw(&random).map(turn.click(at:))
    }
  }

  private func weights(of turn: RobotTurn) throws(ClickingError) -> WeightedPixels {
    WeightedPixels(try turn.errors().wrong.distances(border: .background))
  }
}
