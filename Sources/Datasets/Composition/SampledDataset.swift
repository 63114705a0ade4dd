import Basics

/// An epoch of draws, with replacement, from data sets in given proportions: RITM's `ProportionalComposeDataset`,
/// and its weighting by sample scores.
///
/// Draw `i` of an epoch depends on the seed, the epoch and `i` alone. The same sample may be drawn several times;
/// its draws are told apart by `@i` behind their ids.
public struct SampledDataset: SegDataset {
  /// The base's name.
  public var name: String { base.name }
  /// Where the samples come from.
  public let base: any SegDataset
  /// How many draws an epoch has.
  public let count: Int
  private let draws: [Int]

  /// What the base was recognised as.
  public var layout: String { "\(count) draws from \(base.layout)" }

  /// Draws from several data sets: first one of them by its ratio, then one of its samples, each as likely.
  ///
  /// - Parameters:
  ///   - ratios: how often each data set is drawn; any positive numbers, whose proportions count.
  ///   - count: how many draws an epoch has; as many as all samples when `nil`.
  /// - Throws: ``DatasetError/ratioCount(found:parts:)``, ``DatasetError/badFractions(_:)``,
  ///   ``DatasetError/badParameter(name:value:range:)``, and what joining them throws.
  public init(
    _ parts: [any SegDataset], ratios: [Double], count: Int? = nil, seed: UInt64, epoch: Int = 0
  ) throws {
    guard ratios.count == parts.count else {
      throw DatasetError.ratioCount(found: ratios.count, parts: parts.count)
    }
    guard ratios.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw DatasetError.badFractions(ratios)
    }
    let weights = zip(parts, ratios).flatMap { part, ratio in
      repeatElement(ratio / Double(max(part.count, 1)), count: part.count)
    }
    try self.init(
      ComposedDataset(parts), weights: weights, count: count, seed: seed, epoch: epoch)
  }

  /// Draws from one data set by RITM's sample scores: sample `i` with a probability in proportion to
  /// (1 − score)^γ, so that what is segmented well already comes less often. A sample without a score has 0.
  ///
  /// - Throws: ``DatasetError/badFractions(_:)`` for a score outside 0 … 1, or where all weights are 0.
  public init(
    _ base: any SegDataset, scores: [String: Double], gamma: Double = 1, count: Int? = nil,
    seed: UInt64, epoch: Int = 0
  ) throws {
    let weights = try (0..<base.count).map { index in
      let score = scores[base.id(at: index)] ?? 0
      guard (0...1).contains(score), gamma >= 0 else {
        throw DatasetError.badFractions([score, gamma])
      }
      return power(1 - score, gamma)
    }
    try self.init(base, weights: weights, count: count, seed: seed, epoch: epoch)
  }

  /// Draws sample `i` with a probability in proportion to its weight.
  public init(
    _ base: any SegDataset, weights: [Double], count: Int? = nil, seed: UInt64, epoch: Int = 0
  ) throws {
    guard base.count > 0 else { throw DatasetError.empty(name: base.name) }
    var ends: [Double] = []
    ends.reserveCapacity(weights.count)
    for weight in weights { ends.append((ends.last ?? 0) + weight) }
    guard weights.count == base.count, weights.allSatisfy({ $0 >= 0 && $0.isFinite }),
      let sum = ends.last, sum > 0, sum.isFinite
    else { throw DatasetError.badFractions(weights.count > 8 ? [] : weights) }
    let count = count ?? base.count
    guard (1...1 << 28).contains(count) else {
      throw DatasetError.badParameter(name: "count", value: count, range: 1...1 << 28)
    }
    let key = RandomKey(
      root: seed, purpose: "datasets.sampling", dataset: base.name, interaction: epoch)
    var generator = key.generator()
    draws = (0..<count).map { _ in Self.place(of: generator.uniform() * sum, in: ends) }
    self.base = base
    self.count = count
  }

  /// The first end above a number, by halving.
  private static func place(of number: Double, in ends: [Double]) -> Int {
    var range = 0..<ends.count - 1
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range = ends[middle] > number ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }

  /// Which sample of the base a draw is.
  public func drawnIndex(at index: Int) -> Int { draws[index] }

  /// The sample's id with `@` and the draw's number.
  public func id(at index: Int) -> String { "\(base.id(at: draws[index]))@\(index)" }

  /// What is known to be wrong there.
  public func check() throws(DatasetError) { try base.check() }

  /// The drawn sample, under the draw's id.
  public func sample(at index: Int) throws -> SegSample {
    var sample = try base.sample(at: draws[index])
    sample.info.id = id(at: index)
    return sample
  }
}
