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
    let pairing = try FolderPairing(images: images, masks: masks)
    imagesWithoutMask = pairing.imagesWithoutMask
    masksWithoutImage = pairing.masksWithoutImage
    ambiguousStems = pairing.ambiguousStems
  }
}
