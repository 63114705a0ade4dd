import Basics

extension SegDataset {
  /// Divides the samples into parts, by the seed and each sample's id alone.
  ///
  /// Whether a sample comes to the training part does not depend on which others there are: a data set that
  /// grows keeps its samples where they were. Each id is hashed to a number in [0, 1), and the parts are
  /// intervals of it, so that their sizes are about, not exactly, the fractions.
  ///
  /// - Parameter fractions: positive, of a sum of at most 1; what remains of 1 is left out.
  /// - Returns: one data set a fraction, named `<name>[0]` and so on, samples in the data set's order.
  /// - Throws: ``DatasetError/badFractions(_:)``, ``DatasetError/empty(name:)`` where a part gets no sample.
  public func split(_ fractions: [Double], seed: UInt64) throws -> [SubsetDataset] {
    let sum = fractions.reduce(0, +)
    guard !fractions.isEmpty, fractions.allSatisfy({ $0 > 0 }), sum <= 1 + 1e-9 else {
      throw DatasetError.badFractions(fractions)
    }
    var ends: [Double] = []
    for fraction in fractions { ends.append((ends.last ?? 0) + fraction) }
    // What rounding leaves of a whole belongs to the last part.
    if sum >= 1 - 1e-9 { ends[ends.count - 1] = 1 }
    var parts = [[Int]](repeating: [], count: fractions.count)
    for index in 0..<count {
      let key = RandomKey(
        root: seed, purpose: "datasets.split", dataset: name, sample: id(at: index))
      var generator = key.generator()
      let place = generator.uniform()
      if let part = ends.firstIndex(where: { place < $0 }) { parts[part].append(index) }
    }
    return try parts.enumerated().map { number, indices in
      try SubsetDataset(self, indices: indices, name: "\(name)[\(number)]")
    }
  }
}
