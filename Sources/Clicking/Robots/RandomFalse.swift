internal import Basics
internal import Imaging

/// Clicks pixels drawn at random from all that are wrong: those where prediction and target differ.
///
/// The seed's second robot. Every wrong pixel is equally likely, no pixel is drawn twice in a turn,
/// and earlier clicks make no difference. A click is positive where the target is object.
public struct RandomFalse: Robot {
  /// `random_false`.
  public let name = "random_false"
  /// How many clicks a turn has; fewer where fewer pixels are wrong.
  public let count: Int

  /// Creates the robot; `count` below 1 gives no clicks.
  public init(count: Int = 1) { self.count = count }

  /// The clicks in the order in which they were drawn.
  public func clicks(for turn: RobotTurn) throws(ClickingError) -> [Click] {
    let errors = try turn.errors()
    var random = turn.key.generator()
    let wrong = errors.count
    let ranks = random.distinctIndices(min(max(count, 0), wrong), below: wrong)
    return errors.pixels(ranked: ranks).map { offset in
      Click(errors.size.pixel(at: offset), isPositive: errors.codes[offset] == ErrorMap.missed)
    }
  }
}

extension KeyedRandom {
  /// Distinct whole numbers in 0 ..< `bound`, every ordered choice of them equally likely.
  ///
  /// The first steps of a Fisher–Yates shuffle of 0 ..< `bound`, of which only the entries that have
  /// moved are kept.
  fileprivate mutating func distinctIndices(_ count: Int, below bound: Int) -> [Int] {
    var moved: [Int: Int] = [:]
    return (0..<count).map { place in
      let other = place + index(below: bound - place)
      defer { moved[other] = moved[place] ?? place }
      return moved[other] ?? other
    }
  }
}

extension ErrorMap {
  /// The places in row-major order of the wrong pixels that have these ranks among all wrong ones.
  fileprivate func pixels(ranked ranks: [Int]) -> [Int] {
    var places: [Int: Int] = [:]
    let wanted = Set(ranks)
    var rank = 0
    for (offset, code) in codes.enumerated() where code != ErrorMap.none {
      if wanted.contains(rank) { places[rank] = offset }
      rank += 1
    }
    return ranks.compactMap { places[$0] }
  }
}
