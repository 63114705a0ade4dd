import Datasets
import Language

extension Value {
  /// A data set that was just opened, once nothing is known to be wrong with it.
  static func opened(_ dataset: any SegDataset) throws -> Value {
    try dataset.check()
    return .object(DatasetObject(dataset))
  }
}
