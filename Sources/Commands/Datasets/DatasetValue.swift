import Datasets
import Language

extension Value {
  /// A data set that was just opened, once nothing is known to be wrong with it; what is worth knowing of
  /// it is said aloud.
  static func opened(_ dataset: any SegDataset, _ context: CommandContext) throws -> Value {
    try dataset.check()
    try context.note(openingOf: dataset)
    return .object(DatasetObject(dataset))
  }
}

extension CommandContext {
  /// Says what a data set has left out of its files or taken otherwise than they say, how its masks are read,
  /// and what its pictures carry that is not heeded.
  func note(openingOf dataset: any SegDataset) throws {
    for warning in (dataset as? FolderDataset)?.decision.warnings ?? [] {
      try note("\(dataset.name): \(warning)")
    }
    try note(picturesOf: dataset)
    for remark in dataset.remarks { try note(remark.words) }
  }
}
