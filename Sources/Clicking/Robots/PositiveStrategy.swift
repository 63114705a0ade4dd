internal import Basics
internal import Imaging

/// Clicks the missed part of the target by one of four rules: the seed's old positive-click strategies.
///
/// The region is what the target has and the prediction has not; before the first click it is the target.
/// All clicks are positive, and where nothing is missed there is none. *Safe erosion* erodes the region
/// by 15 iterations of a 3×3 square, or by 7, 3, 1 or none: the first number that leaves more than 70 %
/// of its pixels; what lies beyond the picture's border does not erode it. No pixel is drawn twice in
/// a turn; earlier clicks make no difference.
public struct PositiveStrategy: Robot {
  /// Where in the region clicks fall.
  public enum Rule: String, CaseIterable, Sendable {
    /// Near its edge: what safe erosion takes away, each pixel equally likely; anywhere in the region
    /// where it takes nothing.
    case border
    /// In its inside: what safe erosion leaves, each pixel equally likely.
    case inner
    /// Everywhere, in proportion to the distance to the nearest pixel outside the region, beyond the
    /// picture's border too.
    case centerWeighted = "center_weighted"
    /// Everywhere, each pixel equally likely.
    case uniform
  }

  /// `border`, `inner`, `center_weighted` or `uniform`.
  public var name: String { rule.rawValue }
  /// Where in the region clicks fall.
  public let rule: Rule
  /// How many iterations safe erosion begins with.
  public let erosion: Int
  /// How many clicks a turn has; fewer where fewer pixels are missed.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(_ rule: Rule, erosion: Int = 15, count: Int = 1) {
    self.rule = rule
    self.erosion = erosion
    self.count = count
  }

  /// The clicks in the order in which they were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let region = try turn.errors().mask(of: ErrorMap.missed)
    let count = turn.count(or: count)
    var random = turn.key.generator()
    if rule == .centerWeighted {
      var pixels = WeightedPixels(region.distances(border: .background))
      return pixels.draw(count, &random).map(turn.click(at:))
    }
    return random.pixels(count, of: place(in: region)).map(turn.click(at:))
  }

  private func place(in region: Mask) -> Mask {
    switch rule {
    case .inner: return region.safelyEroded(iterations: erosion)
    case .border:
      let ring = region.common(with: region.safelyEroded(iterations: erosion).surroundings)
      return ring.isEmpty ? region : ring
    case .centerWeighted, .uniform: return region
    }
  }
}
