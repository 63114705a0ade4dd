import Basics
import Datasets
import Imaging
import Language

/// A data set as a script holds it: `data[3]` and `data["37073"]` are samples, `for s in data` runs over all.
final class DatasetObject: ComposedObject, KeyedObject, IterableObject, SizedObject,
  PreviewableObject
{
  let dataset: any SegDataset

  init(_ dataset: any SegDataset) { self.dataset = dataset }

  var typeName: String { "dataset" }
  var repr: String { "dataset(\(dataset.name), \(dataset.count) images)" }
  var count: Int { dataset.count }
  var keys: [String] { (0..<dataset.count).map { dataset.id(at: $0) } }
  var members: [Member] {
    [
      Member("name", "the name that results are reported under"),
      Member("layout", "what the data set was recognised as"),
      Member("ids", "the ids of all samples"),
      Member("remarks", "what was left out of the files, in sentences"),
      Member("fingerprint", "fingerprint(): what identifies the masks; reads all of them"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": return .string(dataset.name)
    case "layout": return .string(dataset.layout)
    case "ids": return .list(try ids().map { .string($0) })
    case "remarks": return .list(dataset.remarks.map { .string($0.words) })
    case "fingerprint":
      return .function(name, "", "what identifies the masks") { [dataset] _ in
        .string(try EvaluationDataset(dataset).fingerprint().description)
      }
    default: return nil
    }
  }

  /// The ids of all samples.
  private func ids() throws -> [String] {
    try (0..<dataset.count).map { index in
      if index & 0xFFF == 0 { try Cancellation.check() }
      return dataset.id(at: index)
    }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    switch terms.first {
    case .value(let term) where terms.count == 1:
      return .object(try SampleObject(dataset.sample(at: try index(term))))
    case .slice(let start, let stop, let step) where terms.count == 1:
      return .object(DatasetObject(try slice(start, stop, step)))
    default: throw Diagnostic(.type, "a data set is indexed by a number, an id or a range")
    }
  }

  private func slice(_ start: Value?, _ stop: Value?, _ step: Value?) throws -> SubsetDataset {
    func whole(_ value: Value?) throws -> Int? {
      guard let value, !value.isNone else { return nil }
      guard let number = value.asInt else {
        throw Diagnostic(.type, "a range of samples has whole numbers, not \(value.typeName)")
      }
      return number
    }
    let step = try whole(step) ?? 1
    guard step != 0 else { throw Diagnostic(.value, "a range's step cannot be 0") }
    let count = dataset.count
    func clamped(_ place: Int) -> Int {
      min(max(place < 0 ? place + count : place, step < 0 ? -1 : 0), step < 0 ? count - 1 : count)
    }
    let first = try whole(start).map(clamped) ?? (step < 0 ? count - 1 : 0)
    let last = try whole(stop).map(clamped) ?? (step < 0 ? -1 : count)
    return try SubsetDataset(dataset, indices: Array(stride(from: first, to: last, by: step)))
  }

  func makeIterator() throws -> () throws -> Value? {
    var next = 0
    return { [dataset] in
      guard next < dataset.count else { return nil }
      defer { next += 1 }
      return .object(try SampleObject(dataset.sample(at: next)))
    }
  }

  func preview(columns: Int) -> String {
    var lines = ["\(dataset.name): \(dataset.count) image\(dataset.count == 1 ? "" : "s")"]
    if dataset.layout != dataset.name { lines.append("  " + dataset.layout) }
    let shown = (0..<min(dataset.count, 5)).map { dataset.id(at: $0) }
    lines.append("  " + shown.joined(separator: ", ") + (dataset.count > 5 ? ", …" : ""))
    lines += dataset.remarks.map { "  " + $0.words }
    return lines.joined(separator: "\n")
  }

  func index(_ term: Value) throws -> Int {
    if let id = term.asString { return try Self.index(of: id, in: dataset) }
    guard let index = term.asInt else {
      throw Diagnostic(.type, "a data set is indexed by a number or an id, not by \(term.typeName)")
    }
    guard index >= -dataset.count, index < dataset.count else {
      throw Diagnostic(
        .index, "index \(index) is out of range: \(dataset.name) has \(dataset.count) images")
    }
    return index < 0 ? index + dataset.count : index
  }

  /// The place of the sample with an id.
  static func index(of id: String, in dataset: any SegDataset) throws -> Int {
    guard let index = (0..<dataset.count).first(where: { dataset.id(at: $0) == id }) else {
      throw DatasetError.noSuchSample(
        id: id, dataset: dataset.name, nearest: (0..<dataset.count).map { dataset.id(at: $0) })
    }
    return index
  }
}
