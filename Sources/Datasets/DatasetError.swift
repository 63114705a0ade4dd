public import Imaging

/// What is wrong with a data set, as facts; the words are made where they are shown.
public enum DatasetError: Error, Equatable {
  /// The folder, or the part of it that should hold images, holds none.
  case empty(name: String)
  /// The folder has none of the layouts that are known.
  case unknownLayout(folder: String, found: [String])
  /// An image has no mask: `expected` are the names that were looked for.
  case noMask(image: String, folder: String, expected: [String])
  /// Image and mask differ in size.
  case sizesDiffer(image: String, imageSize: Size, mask: String, maskSize: Size)
  /// The annotation leaves a choice that only a region selector can make.
  case notSuitedForEvaluation(name: String)
  /// A sample has fewer layers than a region selector wants.
  case noSuchLayer(sample: String, layer: Int, count: Int)
  /// No sample carries this id.
  case noSuchSample(id: String, dataset: String, nearest: [String])
  /// A parameter of a procedural data set is out of range.
  case badParameter(name: String, value: Int, range: ClosedRange<Int>)
}
