public import Basics

/// All regions of one class, each of the sample's classes equally likely.
///
/// A region whose class the data set does not state is a class of its own id, so that a map of classes
/// needs no facts.
public struct RandomClass: RegionSelector {
  /// `random_class`.
  public let name = "random_class"
  /// The classes that are drawn from, by name or number; all where it is empty.
  public let classes: [String]

  /// Creates the selector.
  public init(classes: [String] = []) { self.classes = classes }

  /// Draws a class and joins its regions.
  public func select(from sample: SegSample, key: RandomKey) throws -> RegionSelection {
    let regions = sample.measuredRegions().map(\.region)
    guard !regions.isEmpty else { throw none(in: sample, .regions(wanted: 1, found: 0)) }
    let byClass = Dictionary(grouping: regions) { sample.info(of: $0).className }
    let found = byClass.keys.sorted()
    let wanted = classes.isEmpty ? found : found.filter(classes.contains)
    guard !wanted.isEmpty else {
      throw none(in: sample, .category(classes.joined(separator: ", "), found: found))
    }
    var random = key.generator()
    return try sample.selection(of: byClass[wanted[random.index(below: wanted.count)], default: []])
  }
}

extension RegionInfo {
  /// The class by name, by number, or the region's id where the data set states none.
  var className: String { category ?? String(categoryID ?? Int(region.id)) }
}
