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
  ///   - rule: what the masks' samples mean; ``MaskRule/boundary128`` or, where the first masks
  ///     hold ids, ``MaskRule/labels`` when `nil`.
  ///   - suffix: what stands behind an image's name in its mask's, as in `cat_mask.png`.
  public static func plain(
    _ folder: String, name: String? = nil, images: String? = nil, masks: String? = nil,
    rule: MaskRule? = nil, suffix: String = ""
  ) throws -> FolderDataset {
    let usual = usualPair(in: folder)
    guard let images = images ?? usual?.images, let masks = masks ?? usual?.masks else {
      throw DatasetError.unknownLayout(folder: folder, found: try Files.list(folder))
    }
    let items = try Item.pairs(
      images: "\(folder)/\(images)", masks: "\(folder)/\(masks)", suffix: suffix)
    let rule = rule ?? (masks == "labels" ? .labels : guessedRule(of: items))
    return try FolderDataset(
      name: name ?? FileName.last(of: folder),
      layout: "images and masks: \(images)/, \(masks)/, rule \(rule.rawValue)", rule: rule,
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

  /// Looks into the first masks: a grey file whose values are small, or 0, 1, 2 … without a gap,
  /// holds ids.
  ///
  /// A file that cannot be read says nothing here; whoever asks for its sample learns why.
  private static func guessedRule(of items: [Item]) -> MaskRule {
    for item in items.prefix(8) where item.maskPaths.count == 1 {
      guard let raster = try? ImageFile.readRaster(item.maskPaths[0]), raster.palette == nil else {
        continue
      }
      if MaskRule.boundary128.valuesLost(in: raster) != nil { return .labels }
      let values = raster.firstChannelCounts.map(\.value)
      if values.count > 3, values.count == Int(values[values.count - 1]) + 1, values.count < 256 {
        return .labels
      }
    }
    return .boundary128
  }
}
