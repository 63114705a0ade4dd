import Datasets
import Language

extension SampleInfo {
  /// What a script sees of it.
  var record: Value {
    .record([
      ("id", .string(id)), ("image_path", imagePath.map { .string($0) } ?? .none),
      ("mask_path", maskPath.map { .string($0) } ?? .none),
    ])
  }
}
