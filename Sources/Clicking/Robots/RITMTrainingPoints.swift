internal import Basics
internal import Imaging

/// Clicks as RITM draws them for the first step of training (Sofiiuk et al. 2021, `MultiPointSampler`).
///
/// With γ = 0.8 and N = 24 there are 1 + G positive clicks, G in 0 ..< N, and G' negative ones, G' in
/// 0 ... N, each number i with a probability in proportion to γⁱ.
///
/// Positive clicks fall on the target, every pixel equally likely; with probability 0.9 on the target
/// eroded by three iterations of a 3×3 cross, where more than ten pixels of it are left. The first one
/// falls, where `firstInCenter` asks for it, on a pixel deeper than the greatest depth / 1.7.
///
/// For each negative click one of three places is drawn anew: with probability 0.1 the background, 0.4
/// the picture's other objects, 0.5 a border, which is the target dilated by ⌈0.1·√area⌉ iterations of
/// a 3×3 cross, without the target. Where other objects are not known or there are none, the
/// background stands for them; where the target is empty, it stands for all. A place without pixels
/// gives no click. Ignored pixels belong to no place.
///
/// Clicks are drawn independently: a pixel can be drawn twice. The prediction and earlier clicks make no
/// difference; a turn that asks for n clicks gets the first n.
public struct RITMTrainingPoints: Robot {
  /// `ritm_training`.
  public let name = "ritm_training"
  /// The most positive and the most negative clicks: N.
  public var most: Int
  /// What the probability of each further click is multiplied by: γ, from 0 to 1.
  public var gamma: Double
  /// Whether the first positive click lies near the target's centre.
  public var firstInCenter: Bool
  /// How likely the target is eroded, from 0 to 1.
  public var erosionProbability = 0.9
  /// How many iterations it is eroded.
  public var erosionIterations = 3
  /// How wide the border is, in parts of the square root of the target's area.
  public var borderRatio = 0.1
  /// How likely a negative click falls on background, other objects and border.
  public var placeWeights = [0.1, 0.4, 0.5]

  /// Creates the robot; fewer than one click at most is one.
  public init(most: Int = 24, gamma: Double = 0.8, firstInCenter: Bool = false) {
    self.most = max(most, 1)
    self.gamma = gamma
    self.firstInCenter = firstInCenter
  }

  /// The positive clicks, then the negative ones.
  public func clicks(for turn: RobotTurn) throws -> [Click] {
    _ = try turn.errors()
    var random = turn.key.generator()
    let positives = positivePixels(turn.target, &random)
    let negatives = try negativePixels(turn, &random)
    let clicks = (positives + negatives).map(turn.click(at:))
    return turn.count.map { Array(clicks.prefix(max($0, 0))) } ?? clicks
  }

  private func positivePixels(_ target: Mask, _ random: inout KeyedRandom) -> [Pixel] {
    let count = 1 + random.geometric(ratio: gamma, below: most)
    var region = target
    if random.uniform() < erosionProbability {
      let eroded = target.eroded(by: .diamond(radius: erosionIterations))
      if eroded.area > 10 { region = eroded }
    }
    return (0..<count).flatMap { index in
      random.pixels(1, of: index == 0 && firstInCenter ? target.core(dividedBy: 1.7) : region)
    }
  }

  private func negativePixels(_ turn: RobotTurn, _ random: inout KeyedRandom) throws -> [Pixel] {
    let count = random.geometric(ratio: gamma, below: most + 1)
    if count == 0 { return [] }
    let places = try negativePlaces(turn)
    return (0..<count).flatMap { _ in
      random.choice(weights: placeWeights).map { random.pixels(1, of: places[$0]) } ?? []
    }
  }

  /// Background, other objects and border.
  private func negativePlaces(_ turn: RobotTurn) throws -> [Mask] {
    let target = turn.target
    let background = target.surroundings
    if target.isEmpty { return [background, background, background] }
    let reach = (borderRatio * Double(target.area).squareRoot()).rounded(.up)
    let steps = min(max(reach, 0), Double(target.size.height + target.size.width))
    let grown = target.dilated(by: .diamond(radius: Int(steps)))
    return [
      background, try turn.otherObjects() ?? background, grown.common(with: background),
    ]
  }
}

extension RobotTurn {
  /// The pixels of other objects that the target leaves; `nil` where there are none.
  func otherObjects() throws -> Mask? {
    guard let others = try others?() else { return nil }
    guard others.size == target.size else {
      throw ClickingError.othersDiffer(target: target.size, others: others.size)
    }
    let mask = others.common(with: target.surroundings)
    return mask.isEmpty ? nil : mask
  }
}
