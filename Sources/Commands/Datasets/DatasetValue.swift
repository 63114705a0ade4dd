import Datasets
import Language

extension Value {
  /// A data set that was just opened, once nothing is known to be wrong with it.
  static func opened(_ dataset: any SegDataset) throws -> Value {
    try dataset.check()
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
