public import Imaging

/// What is wrong with a data set, as facts; the words are made where they are shown.
public enum DatasetError: Error, Equatable {
  /// The folder, or the part of it that should hold images, holds none.
  case empty(name: String)
  /// The folder has none of the layouts that are known.
  case unknownLayout(folder: String, found: [String])
  /// The folder may be several things; `choices` are the commands that say which.
  case ambiguous(folder: String, choices: [String])
  /// A file or folder that the layout must have is not there.
  case missingFile(_ path: String, of: String)
  /// The folder of a data set has no part of this name.
  case unknownSplit(_ split: String, of: String, in: String, known: [String])
  /// An image has no mask: `expected` are the names that were looked for, and `near` what is there instead.
  case noMask(image: String, folder: String, expected: [String], near: [String] = [])
  /// Image and mask differ in size.
  case sizesDiffer(image: String, imageSize: Size, mask: String, maskSize: Size)
  /// Black and white were expected, but the file holds other values, all of which would be background.
  case looksLikeLabels(mask: String, values: ClosedRange<Int>)
  /// The mask files cannot be read, or can be read in several ways.
  case unclear(UnclearMasks)
  /// An annotation file holds something that it must not; `place` is a line, an annotation, a sample.
  case badAnnotation(file: String, place: String, detail: String)
  /// A JSON file lists neither objects nor segments; the members that it has instead.
  case notAnnotated(file: String, members: [String])
  /// A file of a format that is not read, with the way round.
  case unread(file: String, format: UnreadFormat)
  /// The labels of a folder are boxes alone, and no outlines.
  case boxesAlone(file: String)
  /// The annotation leaves a choice that only a region selector can make.
  case notSuitedForEvaluation(name: String)
  /// A sample has fewer layers than a region selector wants.
  case noSuchLayer(sample: String, layer: Int, count: Int)
  /// A sample has more regions than ids of 16 bits can tell apart.
  case tooManyRegions(sample: String, limit: Int)
  /// More objects of a sample lie on one another than layers are kept.
  case tooManyLayers(sample: String, limit: Int)
  /// No sample carries this id.
  case noSuchSample(id: String, dataset: String, nearest: [String])
  /// Two samples carry one id.
  case sameID(id: String, dataset: String)
  /// Not one ratio for each data set that is drawn from.
  case ratioCount(found: Int, parts: Int)
  /// Ratios, fractions or weights that nothing can be divided by.
  case badFractions(_ fractions: [Double])
  /// A parameter of a data set is out of range.
  case badParameter(name: String, value: Int, range: ClosedRange<Int>)

  /// Throws ``sameID(id:dataset:)`` where an id occurs twice.
  static func checkUnique(_ ids: [String], of dataset: String) throws(DatasetError) {
    var seen: Set<String> = []
    seen.reserveCapacity(ids.count)
    for id in ids where !seen.insert(id).inserted { throw .sameID(id: id, dataset: dataset) }
  }
}
