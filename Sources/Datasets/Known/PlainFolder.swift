import Basics
import Imaging

extension FolderDataset {
  /// The names that folders of images and of masks go by.
  static let usualPairs: [(images: String, masks: String)] = [
    ("images", "masks"), ("images", "labels"), ("images", "gt"),
    ("imgs", "masks"), ("img", "mask"), ("img", "masks"), ("image", "mask"), ("im", "gt"),
    ("JPEGImages", "Annotations"),
  ]

  /// A folder of images and a folder of their masks.
  ///
  /// The mask of `images/cat.jpg` is `masks/cat.png`, with any ending, or `masks/cat_1.png`, `masks/cat_2.png`
  /// and so on, or the pictures in `masks/cat/`, one an object.
  ///
  /// - Parameters:
  ///   - images: the images' folder below `folder`; the first of the usual names that is there when `nil`.
  ///   - masks: the masks' folder.
  ///   - reading: what is said of the masks' meaning; ``MaskReader`` decides the rest.
  ///   - suffix: what stands behind an image's name in its mask's, as in `cat_mask.png`.
  public static func plain(
    _ folder: String, name: String? = nil, images: String? = nil, masks: String? = nil,
    reading: MaskReader.Choice = MaskReader.Choice(), suffix: String = ""
  ) throws -> FolderDataset {
    let usual = usualPair(in: folder)
    guard let images = images ?? usual?.images, let masks = masks ?? usual?.masks else {
      throw DatasetError.unknownLayout(folder: folder, found: try Files.list(folder))
    }
    let items = try Item.pairs(
      images: "\(folder)/\(images)", masks: "\(folder)/\(masks)", suffix: suffix)
    var choice = reading
    choice.prefersLabels = FileName.last(of: masks) == "labels"
    let decision = try items.decision(as: choice)
    return try FolderDataset(
      name: name ?? FileName.last(of: folder),
      layout: "images and masks: \(images)/, \(masks)/" + decision.summary, decision: decision,
      items: items)
  }

  /// The usual names of the two folders that are there; `nil` where there are no such folders.
  static func usualPair(in folder: String) -> (images: String, masks: String)? {
    usualPairs.first(where: { pair in
      [pair.images, pair.masks].allSatisfy { Files.kind(of: "\(folder)/\($0)") == .folder }
    })
  }

  /// The folders of images and of masks of a layout that has a pair of them; `nil` for any other.
  public static func pairFolders(in folder: String) throws -> (images: String, masks: String)? {
    let pairs = [("data_GT", "boundary_GT"), ("img", "gt")] + usualPairs
    return pairs.lazy.map { (images: "\(folder)/\($0.0)", masks: "\(folder)/\($0.1)") }.first {
      Files.kind(of: $0.images) == .folder && Files.kind(of: $0.masks) == .folder
        && ((try? Files.list($0.images)) ?? []).contains(where: FileName.isPicture)
    }
  }
}

extension [FolderDataset.Item] {
  /// How the items' masks are read.
  ///
  /// - Throws: `Cancellation.Interrupted`.
  func decision(as choice: MaskReader.Choice) throws -> Result<MaskDecision, UnclearMasks> {
    do { return .success(try MaskReader.decide(flatMap(\.maskPaths), as: choice)) } catch let error
      as UnclearMasks
    {
      return .failure(error)
    }
  }
}

extension Result<MaskDecision, UnclearMasks> {
  /// The end of a line that says what a data set was recognised as.
  var summary: String {
    switch self {
    case .success(let decision): ", " + decision.summary
    case .failure: ", masks that are unclear"
    }
  }
}
