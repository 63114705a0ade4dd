internal import Basics
internal import Imaging

/// Clicks one slice of the probability mass of the larger error, for robustness as RClicks measures it.
///
/// The region is the 8-connected component of the error that holds the deepest wrong pixel, as
/// ``CenterLargestError`` finds it. Its pixels are put in the order of their depth, the least deep first,
/// equals in row-major order, and divided into n groups of equal probability. A pixel's probability is in
/// proportion to exp(t·min(d, 50)) with d its depth, as ``SampledClicks`` has it, or to d itself where no temperature t is given. Group 1 holds the least likely clicks, at the region's
/// edge, group n the likeliest. A click is drawn within the group, each pixel in proportion to the part
/// of its probability that lies in it. An evaluation for each group tells how much a model depends
/// on where exactly it is clicked.
///
/// RClicks (Antonov et al. 2024) takes the probability from a network that was trained on people's clicks;
/// here a function of depth stands for it. No pixel is drawn twice in a turn; earlier clicks make no difference.
public struct ClickingGroup: Robot {
  /// `clicking_group`.
  public let name = "clicking_group"
  /// Which group, from 1 to `groups`.
  public let group: Int
  /// How many groups there are.
  public let groups: Int
  /// How strongly depth draws clicks, in 1 / pixel; in proportion to depth where `nil`.
  public let temperature: Double?
  /// How many clicks a turn has; fewer where the group has fewer pixels.
  public let count: Int

  /// Creates the robot; a group outside 1 … `groups` is the nearest one inside.
  public init(group: Int, of groups: Int = 10, temperature: Double? = nil, count: Int = 1) {
    self.temperature = temperature
    self.groups = max(groups, 1)
    self.group = min(max(group, 1), max(groups, 1))
    self.count = count
  }

  /// The clicks in the order in which they were drawn; none where nothing is wrong.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let errors = try turn.errors()
    guard let found = errors.deepest() else { return [] }
    let kind = found.isExcess ? ErrorMap.excess : ErrorMap.missed
    let region = errors.mask(of: kind).component(at: found.deepest.pixel, .eight)
    var pixels = WeightedPixels(slice(of: region.distances(border: .background)))
    var random = turn.key.generator()
    return pixels.draw(turn.count(or: count), &random).map(turn.click(at:))
  }

  /// The part of each pixel's weight that lies in the group.
  private func slice(of depths: Plane) -> Plane {
    let inside = Self.inOrder(depths.values)
    let weights =
      temperature.map { depths.exponentialWeights($0, limit: 50).values } ?? depths.values
    let total = inside.reduce(0) { $0 + Double(weights[$1]) }
    let (lower, upper) = (
      total * Double(group - 1) / Double(groups), total * Double(group) / Double(groups)
    )
    var (slice, sum) = (Plane(size: depths.size), 0.0)
    for index in inside {
      let next = sum + Double(weights[index])
      slice.values[index] = Float(max(min(next, upper) - max(sum, lower), 0))
      sum = next
    }
    return slice
  }

  /// The places of depths above 0, the least depth first, equals in their order.
  private static func inOrder(_ depths: [Float]) -> [Int] {
    var keys: [UInt64] = []
    for (index, depth) in depths.enumerated() where depth > 0 {
      keys.append(UInt64(depth.bitPattern) << 32 | UInt64(index))
    }
    keys.sort()
    return keys.map { Int($0 & 0xFFFF_FFFF) }
  }
}
