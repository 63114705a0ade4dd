public import Basics

/// One of several selectors, drawn by weight for each sample.
///
/// Where the one that is drawn finds no region, the others are drawn from, so that a mixture finds one
/// wherever any of its selectors does.
public struct SelectorMixture: RegionSelector {
  /// `mixture`.
  public let name = "mixture"
  /// What is drawn from, each with its weight.
  public let choices: [(selector: any RegionSelector, weight: Double)]

  /// Creates the selector; weights need not add up to 1.
  ///
  /// - Throws: ``SelectorError/nothingToChoose(selector:)`` where no weight is positive, or one is not a
  ///   finite number of at least 0.
  public init(
    _ choices: [(selector: any RegionSelector, weight: Double)]
  ) throws(SelectorError) {
    self.choices = choices
    guard choices.contains(where: { $0.weight > 0 }),
      choices.allSatisfy({ $0.weight >= 0 && $0.weight.isFinite })
    else { throw .nothingToChoose(selector: name) }
  }

  /// Draws a selector and lets it choose.
  ///
  /// - Throws: the ``SelectorError`` of the first that was drawn, where none finds a region.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    var random = key.generator()
    var left = choices.indices.filter { choices[$0].weight > 0 }
    var failure: (any Error)?
    while !left.isEmpty {
      let place = random.index(weights: left.map { choices[$0].weight })
      let index = left.remove(at: place)
      do {
        return try choices[index].selector.select(
          from: sample, key: key.child(String(index)))
      } catch let error as SelectorError {
        failure = failure ?? error
      }
    }
    throw failure ?? SelectorError.nothingToChoose(selector: name)
  }
}
