import Datasets
import Language

extension Value {
  /// A data set that was just opened, once nothing is known to be wrong with it; what it has left out is said.
  static func opened(_ dataset: any SegDataset, _ context: CommandContext) throws -> Value {
    try dataset.check()
    try context.note(dataset.remarks)
    return .object(DatasetObject(dataset))
  }

  /// The same, with what is worth knowing of its masks and pictures said aloud.
  static func opened(_ dataset: any SegDataset, _ context: CommandContext) throws -> Value {
    let value = try opened(dataset)
    for warning in (dataset as? FolderDataset)?.decision.warnings ?? [] {
      try context.note("\(dataset.name): \(warning)")
    }
    try context.note(picturesOf: dataset)
    return value
  }
}

extension CommandContext {
  /// Says what a data set has left out of its files, or taken otherwise than they say.
  func note(_ remarks: [DatasetRemark]) throws {
    for remark in remarks { try note(remark.words) }
  }
}
