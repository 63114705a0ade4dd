import Basics
import Datasets
import Language

/// A parameter that takes a data set: a folder by its layout, a list of samples, one of the catalogue, or a
/// data set.
///
/// What is known to be wrong with it is not thrown here: who evaluates it may pass over that.
struct DatasetParameter: ScriptConvertible {
  static let typeName = "data set"
  static let paths: PathKind? = .any
  let dataset: any SegDataset

  static func read(_ word: String, in context: CommandContext) throws -> DatasetParameter {
    if word == "synthetic" {
      return DatasetParameter(dataset: try SyntheticDataset(seed: context.rootSeed))
    }
    let path = expandingHome(word)
    guard Files.kind(of: path) != nil || word.contains("/") else { throw ReadingFailure.mismatch }
    let dataset = try DatasetFolder.open(path, checks: false)
    try context.note(openingOf: dataset)
    return DatasetParameter(dataset: dataset)
  }

  static func convert(_ value: Value, in context: CommandContext) throws -> DatasetParameter {
    if let object = value.asObject(DatasetObject.self) {
      return DatasetParameter(dataset: object.dataset)
    }
    if let object = value.asObject(RegionsObject.self) {
      return DatasetParameter(
        dataset: SelectedDataset(
          try ScriptCaller.prepared(object.dataset), epoch: object.epoch))
    }
    guard let path = value.asString else { throw ReadingFailure.mismatch }
    return try read(path, in: context)
  }

  static func candidates(in context: CommandContext) -> [Candidate] {
    [Candidate("synthetic", "procedural pictures with exact masks")]
  }

  static func spelling(of value: DatasetParameter) -> String { value.dataset.name }
}
