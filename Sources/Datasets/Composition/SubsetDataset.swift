import Basics

/// Some samples of another data set, in an order of their own.
public struct SubsetDataset: SegDataset {
  /// The name that results are reported under.
  public let name: String
  /// Where the samples come from.
  public let base: any SegDataset
  /// The samples' places in it.
  public let indices: [Int]

  /// Takes the samples at these places; a place may be taken once.
  ///
  /// - Throws: ``DatasetError/empty(name:)``, ``DatasetError/badParameter(name:value:range:)`` for a place
  ///   outside, ``DatasetError/sameID(id:dataset:)`` for one that is named twice.
  public init(
    _ base: any SegDataset, indices: [Int], name: String? = nil
  ) throws(DatasetError) {
    guard !indices.isEmpty, base.count > 0 else { throw .empty(name: name ?? base.name) }
    var seen: Set<Int> = []
    for index in indices {
      guard (0..<base.count).contains(index) else {
        throw .badParameter(name: "index", value: index, range: 0...base.count - 1)
      }
      guard seen.insert(index).inserted else {
        throw .sameID(id: base.id(at: index), dataset: base.name)
      }
    }
    self.base = base
    self.indices = indices
    self.name = name ?? base.name
  }

  /// What the base was recognised as, and how much of it this is.
  public var layout: String { "\(count) of \(base.count) of \(base.layout)" }

  /// How many samples there are.
  public var count: Int { indices.count }

  /// The sample's id in the base.
  public func id(at index: Int) -> String { base.id(at: indices[index]) }

  /// What is known to be wrong there.
  public func check() throws(DatasetError) { try base.check() }

  /// The base's sample.
  public func sample(at index: Int) throws -> SegSample { try base.sample(at: indices[index]) }
}

extension SegDataset {
  /// `count` samples drawn without replacement, in the order of the draw.
  ///
  /// - Throws: ``DatasetError/badParameter(name:value:range:)`` for a count below 1 or above the data set's.
  public func drawn(_ count: Int, seed: UInt64) throws(DatasetError) -> SubsetDataset {
    guard self.count > 0 else { throw .empty(name: name) }
    guard (1...self.count).contains(count) else {
      throw .badParameter(name: "count", value: count, range: 1...self.count)
    }
    return try SubsetDataset(self, indices: Array(shuffledIndices(seed: seed).prefix(count)))
  }

  /// All samples in an order drawn by the seed.
  public func shuffled(seed: UInt64) throws(DatasetError) -> SubsetDataset {
    try SubsetDataset(self, indices: shuffledIndices(seed: seed))
  }

  private func shuffledIndices(seed: UInt64) -> [Int] {
    var generator = RandomKey(root: seed, purpose: "datasets.shuffle", dataset: name).generator()
    return (0..<count).shuffled(using: &generator)
  }
}
