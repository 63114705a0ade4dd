import Basics
public import Imaging

/// A data set whose pictures are files, which may be read otherwise than they are stored.
public protocol PictureDataset: SegDataset {
  /// How the pictures are read, and the files of their masks turned: upright, or from another black to another white.
  var pictures: ImageReadOptions { get set }
  /// The file of a sample's picture, where it is known without loading.
  func picturePath(at index: Int) -> String?
}

/// What the headers of a data set's pictures say that whoever reads them should know.
public struct PictureRemarks: Equatable, Sendable {
  /// How many pictures were looked at.
  public private(set) var looked = 0
  /// Those that are meant to be turned, and are read as stored.
  public private(set) var turned: [String] = []
  /// Those with more than 8 bits, each of which has a black and a white of its own.
  public private(set) var deep: [String] = []
  /// Those of several pages, of which the first is read.
  public private(set) var paged: [String] = []

  /// Looks at up to `most` pictures, evenly spread; a file that cannot be read is passed over here.
  public init(of dataset: any SegDataset, most: Int = 64) {
    guard let dataset = dataset as? any PictureDataset, dataset.count > 0 else { return }
    let step = max(1, (dataset.count + most - 1) / most)
    for index in stride(from: 0, to: dataset.count, by: step) {
      guard let path = dataset.picturePath(at: index), let facts = try? ImageFile.readFacts(path)
      else { continue }
      looked += 1
      if facts.orientation != .upright, !dataset.pictures.appliesOrientation { turned.append(path) }
      if facts.isDeep, dataset.pictures.window == nil { deep.append(path) }
      if facts.pages > 1 { paged.append(path) }
    }
  }
}
