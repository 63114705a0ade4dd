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
/// A turn may name several places for positive clicks, one for each object of the target, and places
/// that must not be taken for it: a parent without its part, or parts removed from it (the sampler's
/// `use_hierarchy`). Each is eroded and drawn as the target is, and gets at least one click: where there are several places
/// of a sign, the first click of each is taken, and G' more follow, for each of which a place is drawn anew, all
/// equally likely; the three kinds of negative place together count as one.
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
    try turn.checkSizes()
    var random = turn.key.generator()
    let positives = try turn.places(turn.positives ?? [turn.target]).map { sure($0, &random) }
    let required = try turn.places(turn.negatives).map { sure($0, &random) }
    let chance = Place(
      masks: try zip(negativePlaces(turn), placeWeights).map { ($0, $1) }, isSure: false)
    let pixels =
      pixels(in: positives, centered: firstInCenter, &random)
      + pixels(in: required + [chance], centered: false, &random)
    let clicks = pixels.map(turn.click(at:))
    return turn.count.map { Array(clicks.prefix(max($0, 0))) } ?? clicks
  }

  /// Where clicks fall, by weight: one mask that is sure to get a click, or several that may.
  private struct Place {
    var masks: [(mask: Mask, weight: Double)]
    var isSure: Bool
  }

  /// A mask, mostly eroded, that gets a click.
  private func sure(_ mask: Mask, _ random: inout KeyedRandom) -> Place {
    guard random.uniform() < erosionProbability else {
      return Place(masks: [(mask, 1)], isSure: true)
    }
    let eroded = mask.eroded(by: .diamond(radius: erosionIterations))
    return Place(masks: [(eroded.area > 10 ? eroded : mask, 1)], isSure: true)
  }

  /// The clicks of one sign.
  private func pixels(
    in places: [Place], centered: Bool, _ random: inout KeyedRandom
  ) -> [Pixel] {
    let places = places.prefix(most)
    let groups = places.map { pixels(in: $0, centered: centered, &random) }.filter { !$0.isEmpty }
    guard groups.count > 1 else { return groups.first ?? [] }
    let share = 1 / Double(places.count)
    let all = Place(
      masks: places.flatMap(\.masks).map { ($0.mask, $0.weight * share) }, isSure: false)
    return groups.map { $0[0] }
      + pixels(in: all, centered: false, &random).prefix(most - groups.count)
  }

  private func pixels(
    in place: Place, centered: Bool, _ random: inout KeyedRandom
  ) -> [Pixel] {
    let count =
      place.isSure
      ? 1 + random.geometric(ratio: gamma, below: most)
      : random.geometric(ratio: gamma, below: most + 1)
    let weights = place.masks.map(\.weight)
    return (0..<count).flatMap { index in
      let chosen = place.isSure ? 0 : random.choice(weights: weights)
      guard let mask = chosen.map({ place.masks[$0].mask }) else { return [Pixel]() }
      return random.pixels(1, of: index == 0 && centered ? mask.core(dividedBy: 1.7) : mask)
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
    _ = try places([others])
    let mask = others.common(with: target.surroundings)
    return mask.isEmpty ? nil : mask
  }

  /// Masks for clicks, which must be of the target's size.
  func places(_ masks: [Mask]) throws(ClickingError) -> [Mask] {
    for mask in masks where mask.size != target.size {
      throw .othersDiffer(target: target.size, others: mask.size)
    }
    return masks
  }
}
