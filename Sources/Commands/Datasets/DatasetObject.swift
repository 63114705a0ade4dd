import Basics
import Datasets
import Imaging
import Language

/// A data set as a script holds it: `data[3]` and `data["37073"]` are samples, `for s in data` runs over all.
final class DatasetObject: ScriptObject, KeyedObject, IterableObject, SizedObject,
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
      Member("ids", "the ids of all samples"),
      Member("fingerprint", "fingerprint(): what identifies the masks; reads all of them"),
    ]
  }

  func member(named name: String) throws -> Value? {
    switch name {
    case "name": return .string(dataset.name)
    case "ids": return .list((0..<dataset.count).map { .string(dataset.id(at: $0)) })
    case "fingerprint":
      return .function(name, "", "what identifies the masks") { [dataset] _ in
        .string(try EvaluationDataset(dataset).fingerprint().description)
      }
    default: return nil
    }
  }

  func value(at terms: [IndexTerm]) throws -> Value {
    guard terms.count == 1, case .value(let term) = terms[0] else {
      throw Diagnostic(.type, "a data set is indexed by a number or an id")
    }
    return .object(try SampleObject(dataset.sample(at: try index(term))))
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
    let shown = (0..<min(dataset.count, 5)).map { dataset.id(at: $0) }
    lines.append("  " + shown.joined(separator: ", ") + (dataset.count > 5 ? ", …" : ""))
    return lines.joined(separator: "\n")
  }

  func index(_ term: Value) throws -> Int {
    if let id = term.asString {
      guard let index = (0..<dataset.count).first(where: { dataset.id(at: $0) == id }) else {
        throw DatasetError.noSuchSample(
          id: id, dataset: dataset.name, nearest: (0..<dataset.count).map { dataset.id(at: $0) })
      }
      return index
    }
    guard let index = term.asInt else {
      throw Diagnostic(.type, "a data set is indexed by a number or an id, not by \(term.typeName)")
    }
    guard index >= -dataset.count, index < dataset.count else {
      throw Diagnostic(
        .index, "index \(index) is out of range: \(dataset.name) has \(dataset.count) images")
    }
    return index < 0 ? index + dataset.count : index
  }
}
