import Basics

/// How the names in a folder of images and in a folder of masks fit together.
public struct PairReport: Sendable {
  /// Images that no mask is named after.
  public let imagesWithoutMask: [String]
  /// Masks that are named after no image.
  public let masksWithoutImage: [String]
  /// Images whose names differ in nothing but their ending, so that one mask is meant for several.
  public let ambiguousStems: [String]

  /// Compares two folders, as ``FolderDataset`` joins them.
  public init(images: String, masks: String) throws {
    let names = try Files.list(images).filter(FileName.isPicture)
    let pairs = try FilePairs(masks: masks)
    var used: Set<String> = []
    var missing: [String] = []
    for name in names {
      let found = try pairs.masks(of: name)
      if found.isEmpty { missing.append(name) }
      used.formUnion(found)
    }
    imagesWithoutMask = missing
    masksWithoutImage = try Files.list(masks).filter {
      FileName.isPicture($0) && !used.contains("\(masks)/\($0)")
    }
    ambiguousStems = FileName.ambiguousStems(names)
  }
}
