import Datasets
import Language

/// A data set seen through a selector and a transform, as a script holds it: `data[3]`, `for s in data`, and
/// `data.epoch(2)` for other draws.
final class RegionsObject: ComposedObject, IndexableObject, IterableObject, SizedObject,
  PreviewableObject
{
  let dataset: RegionDatasetWithInfo
  /// Which draws samples show.
  let epoch: Int

  init(_ dataset: RegionDatasetWithInfo, epoch: Int = 0) {
    self.dataset = dataset
    self.epoch = epoch
  }

  var typeName: String { "regions" }
  var repr: String {
    "regions(\(dataset.dataset.name), \(dataset.selector.name)"
      + (dataset.transform.map { ", \($0.name)" } ?? "") + ", \(dataset.count) images)"
  }
  var count: Int { dataset.count }
  var members: [Member] {
    [
      Member("name", "the data set's name"), Member("ids", "the ids of all samples"),
      Member("selector", "the selector"), Member("transform", "the transform, or None"),
      Member("epoch", "epoch(n): the same samples with the draws of epoch n"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": return .string(dataset.dataset.name)
    case "ids": return .list((0..<dataset.count).map { .string(dataset.dataset.id(at: $0)) })
    case "selector": return .object(SelectorObject(dataset.selector))
    case "transform":
      let seed = dataset.seed
      return dataset.transform.map { .object(TransformObject($0) { seed }) } ?? Value.none
    case "epoch":
      return .function(name, "n", "the same samples with other draws") { [dataset] call in
        guard let epoch = call[0].asInt, epoch >= 0 else {
          throw Diagnostic(.value, "an epoch is a whole number from 0")
        }
        return .object(RegionsObject(dataset, epoch: epoch))
      }
    default: return nil
    }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0] else {
      throw Diagnostic(.type, "regions are indexed by a number or an id")
    }
    let index = try DatasetObject(dataset.dataset).index(term)
    return .object(RegionSampleObject(try dataset.sample(at: index, epoch: epoch)))
  }

  func makeIterator() throws -> () throws -> Value? {
    var next = 0
    return { [dataset, epoch] in
      guard next < dataset.count else { return nil }
      defer { next += 1 }
      return .object(RegionSampleObject(try dataset.sample(at: next, epoch: epoch)))
    }
  }

  func preview(columns: Int) -> String {
    "\(dataset.dataset.name): \(dataset.count) images, regions by \(dataset.selector.name)"
      + (dataset.transform.map { ", then \($0.name)" } ?? "")
  }
}
