import Basics
import Imaging

extension FolderDataset {
  /// The names that folders of images and of masks go by.
  static let usualPairs: [(images: String, masks: String)] = [
    ("images", "masks"), ("images", "labels"), ("images", "gt"),
    ("imgs", "masks"), ("img", "mask"), ("img", "masks"), ("image", "mask"), ("im", "gt"),
    ("JPEGImages", "Annotations"),
  ]

  /// Further names, which mean folders of pictures only where the masks' folder holds some.
  private static let otherPairs: [(images: String, masks: String)] = [
    ("images", "mask"), ("image", "masks"), ("images", "annotations"), ("images", "annotation"),
    ("images", "segmentations"), ("images", "segmentation"), ("images", "label"),
    ("images", "ground_truth"), ("images", "groundtruth"), ("images", "targets"),
    ("image", "label"), ("image", "labels"), ("image", "gt"), ("imgs", "labels"), ("img", "labels"),
    ("img", "label"), ("imagesTr", "labelsTr"), ("imagesTs", "labelsTs"),
    ("train_images", "train_masks"), ("train", "train_masks"), ("val", "val_masks"),
    ("test_images", "test_masks"), ("photos", "masks"), ("rgb", "masks"), ("input", "target"),
    ("inputs", "targets"),
  ]

  /// A folder of images and a folder of their masks.
  ///
  /// The mask of `images/cat.jpg` is `masks/cat.png`, with any ending, or `masks/cat_1.png`, `masks/cat_2.png`
  /// and so on, or the pictures in `masks/cat/`, one an object. Images in subfolders have theirs in the
  /// masks' subfolder of the same name. Where no mask is named as its image but all are by one rule
  /// (``NameAffixes``), that rule is taken, and a remark.
  ///
  /// - Parameters:
  ///   - images: the images' folder, below `folder` unless it begins with a slash; the first of the usual names
  ///     that is there when `nil`, whatever the case of its letters.
  ///   - masks: the masks' folder.
  ///   - reading: what is said of the masks' meaning; ``MaskReader`` decides the rest.
  ///   - suffix: what stands behind an image's name in its mask's, as in `cat_mask.png`.
  ///   - split: the part to take, a folder around images and masks or below both; all when `nil`.
  public static func plain(
    _ folder: String, name: String? = nil, images: String? = nil, masks: String? = nil,
    reading: MaskReader.Choice = MaskReader.Choice(), suffix: String = "", split: String? = nil
  ) throws -> FolderDataset {
    let root = try split.map { try part($0, of: folder, images: images) } ?? folder
    let below = root == folder ? split.map { "/\($0)" } ?? "" : ""
    let usual = usualPair(in: root)
    guard let images = images ?? usual?.images, let masks = masks ?? usual?.masks else {
      throw DatasetError.unknownLayout(folder: root, found: try Files.list(root))
    }
    let pairing = try FolderPairing(
      images: place(images, in: root) + below, masks: place(masks, in: root) + below,
      suffix: suffix)
    guard !pairing.items.isEmpty else { throw DatasetError.empty(name: place(images, in: root)) }
    var choice = reading
    choice.prefersLabels = holdsLabels(masks)
    let decision = try pairing.items.decision(as: choice)
    return try FolderDataset(
      name: name ?? FileName.last(of: folder),
      layout: "images and masks: \(images)\(below)/, \(masks)\(below)/" + decision.summary,
      decision: decision, items: pairing.items, remarks: pairing.remarks)
  }

  /// A path below a folder, or from the root on where it begins with a slash.
  private static func place(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// Whether a folder's name says that its masks are region ids.
  static func holdsLabels(_ folder: String) -> Bool {
    ["labels", "labelsTr", "labelsTs"].contains(FileName.last(of: folder))
  }

  /// The usual names of the two folders that are there; `nil` where there are no such folders.
  static func usualPair(in folder: String) -> (images: String, masks: String)? {
    let names = (try? Files.list(folder)) ?? []
    let byLetters = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    func present(_ name: String) -> String? {
      let found = names.contains(name) ? name : byLetters[name.lowercased()]
      return found.flatMap { Files.kind(of: "\(folder)/\($0)") == .folder ? $0 : nil }
    }
    func found(_ pair: (images: String, masks: String)) -> (images: String, masks: String)? {
      guard let images = present(pair.images), let masks = present(pair.masks) else { return nil }
      return (images, masks)
    }
    return usualPairs.lazy.compactMap(found).first
      ?? otherPairs.lazy.compactMap(found).first { pair in
        [pair.images, pair.masks].allSatisfy { holdsPictures("\(folder)/\($0)") }
      }
  }

  /// Whether a folder, or a folder in it, holds pictures.
  private static func holdsPictures(_ folder: String) -> Bool {
    let names = (try? Files.list(folder)) ?? []
    return names.contains(where: FileName.isPicture)
      || names.contains { name in
        ((try? Files.list("\(folder)/\(name)")) ?? []).contains(where: FileName.isPicture)
      }
  }

  /// The folders of images and of masks of a layout that has a pair of them; `nil` for any other.
  public static func pairFolders(in folder: String) throws -> (images: String, masks: String)? {
    let named = [("data_GT", "boundary_GT"), ("img", "gt")].first { pair in
      [pair.0, pair.1].allSatisfy { Files.kind(of: "\(folder)/\($0)") == .folder }
    }
    guard let pair = named ?? usualPair(in: folder) else { return nil }
    let (images, masks) = ("\(folder)/\(pair.0)", "\(folder)/\(pair.1)")
    return holdsPictures(images) ? (images, masks) : nil
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
