/// The clicks of an inference, interaction by interaction: the seed's `click_seq`.
///
/// Entry `k` is what the robot placed at interaction `k`, in its order: none, one or several clicks.
public struct ClickSequence: Hashable, Sendable {
  /// The clicks of each interaction, the oldest first.
  public var interactions: [[Click]]

  /// Creates a sequence, empty unless told.
  public init(_ interactions: [[Click]] = []) { self.interactions = interactions }

  /// Adds the clicks of the next interaction.
  public mutating func append(_ clicks: [Click]) { interactions.append(clicks) }

  /// All clicks in order.
  public var all: [Click] { interactions.flatMap(\.self) }

  /// The positive clicks in order.
  public var positives: [Click] { all.filter(\.isPositive) }

  /// The negative clicks in order.
  public var negatives: [Click] { all.filter { !$0.isPositive } }

  /// How many clicks there are in all interactions together.
  public var count: Int { interactions.reduce(0) { $0 + $1.count } }
}
