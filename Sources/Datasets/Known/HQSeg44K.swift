import Basics

extension FolderDataset {
  /// HQSeg-44K (Ke et al., Segment Anything in High Quality, 2023): 44,320 images to train with in
  /// seven folders, 1,537 to evaluate in four.
  ///
  /// Folders that are not there are left out, since the parts are distributed apart; a mask's pixels above 128 are object.
  ///
  /// - Parameter split: `train` or `val`.
  public static func hqSeg44K(_ folder: String, split: String = "val") throws -> FolderDataset {
    guard let parts = HQSegPart.splits[split] else {
      throw DatasetError.unknownSplit(
        split, of: "HQSeg-44K", in: folder, known: HQSegPart.splits.keys.sorted())
    }
    let present = parts.filter { Files.kind(of: "\(folder)/\($0.images)") == .folder }
    guard !present.isEmpty else {
      throw DatasetError.missingFile("\(folder)/\(parts[0].images)", of: "HQSeg-44K")
    }
    let items = try present.flatMap { part in
      part.isSideBySide
        ? try part.sideBySide(in: folder)
        : try Item.pairs(
          images: "\(folder)/\(part.images)", masks: "\(folder)/\(part.masks)",
          idPrefix: "\(part.name)/")
    }
    return try FolderDataset(
      name: "HQSeg44K",
      layout: "HQSeg-44K: \(present.map(\.name).joined(separator: ", ")), \(split)",
      rule: .above128, items: items)
  }
}

/// One of the collections that HQSeg-44K is made of.
private struct HQSegPart: Sendable {
  let name: String
  let images: String
  let masks: String

  init(_ name: String, _ images: String, _ masks: String? = nil) {
    self.name = name
    self.images = images
    self.masks = masks ?? images
  }

  /// Whether images (`.jpg`) and masks (`.png`) share a folder.
  var isSideBySide: Bool { images == masks }

  func sideBySide(in folder: String) throws -> [FolderDataset.Item] {
    let inside = "\(folder)/\(images)"
    let names = try Files.list(inside)
    let masks = Set(names.filter { $0.hasSuffix(".png") })
    return try names.filter { $0.hasSuffix(".jpg") }.map { image in
      let stem = FileName.stem(image)
      guard masks.contains("\(stem).png") else {
        throw DatasetError.noMask(
          image: "\(inside)/\(image)", folder: inside, expected: ["\(stem).png"])
      }
      return FolderDataset.Item(
        id: "\(name)/\(stem)", imagePath: "\(inside)/\(image)",
        maskPaths: ["\(inside)/\(stem).png"])
    }
  }

  static let splits: [String: [HQSegPart]] = [
    "train": [
      HQSegPart("DIS-TR", "DIS5K/DIS-TR/im", "DIS5K/DIS-TR/gt"),
      HQSegPart(
        "ThinObject5K-TR", "thin_object_detection/ThinObject5K/images_train",
        "thin_object_detection/ThinObject5K/masks_train"),
      HQSegPart("FSS", "cascade_psp/fss_all"), HQSegPart("DUTS-TR", "cascade_psp/DUTS-TR"),
      HQSegPart("DUTS-TE", "cascade_psp/DUTS-TE"), HQSegPart("ECSSD", "cascade_psp/ecssd"),
      HQSegPart("MSRA10K", "cascade_psp/MSRA_10K"),
    ],
    "val": [
      HQSegPart("DIS-VD", "DIS5K/DIS-VD/im", "DIS5K/DIS-VD/gt"),
      HQSegPart(
        "COIFT", "thin_object_detection/COIFT/images", "thin_object_detection/COIFT/masks"),
      HQSegPart(
        "HRSOD", "thin_object_detection/HRSOD/images", "thin_object_detection/HRSOD/masks_max255"),
      HQSegPart(
        "ThinObject5K-TE", "thin_object_detection/ThinObject5K/images_test",
        "thin_object_detection/ThinObject5K/masks_test"),
    ],
  ]
}
