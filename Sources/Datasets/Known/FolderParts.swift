import Basics
import Imaging

extension FolderDataset {
  /// The usual names of a data set's parts.
  private static let splitNames: Set<String> = [
    "train", "training", "val", "valid", "validation", "test", "testing",
  ]

  /// The folder of a part, or the folder itself where the part lies below its images and masks.
  ///
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``.
  static func part(_ split: String, of folder: String, images: String?) throws -> String {
    let parts = partNames(in: folder)
    if parts.contains(split) { return "\(folder)/\(split)" }
    let images = images ?? usualPair(in: folder)?.images ?? "images"
    let below = images.hasPrefix("/") ? images : "\(folder)/\(images)"
    if Files.kind(of: "\(below)/\(split)") == .folder { return folder }
    let inside = ((try? Files.list(below)) ?? []).filter {
      Files.kind(of: "\(below)/\($0)") == .folder
    }
    throw DatasetError.unknownSplit(
      split, of: "images and masks", in: folder, known: parts.isEmpty ? inside : parts)
  }

  /// The subfolders that are images and masks themselves.
  private static func partNames(in folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).filter { name in
      usualPair(in: "\(folder)/\(name)") != nil || FlatFolder(in: "\(folder)/\(name)") != nil
    }
  }

  /// Whether a folder is divided into parts, each with images and masks, and not one folder an image.
  static func hasParts(_ folder: String) -> Bool {
    guard usualPair(in: folder) == nil else { return false }
    let names = partNames(in: folder)
    if names.contains(where: splitNames.contains) { return true }
    return names.count > 1
      && names.prefix(4).contains { name in
        guard let pair = usualPair(in: "\(folder)/\(name)") else { return false }
        let images = (try? Files.list("\(folder)/\(name)/\(pair.images)")) ?? []
        return images.filter(FileName.isPicture).count > 1
      }
  }

  /// The parts of a data set one behind the other: `train/images/`, `train/masks/`, `val/images/` and so on.
  ///
  /// Each id has its part's name in front, as `train/cat`.
  public static func parts(_ folder: String) throws -> FolderDataset {
    var items: [Item] = []
    var remarks: [DatasetRemark] = []
    var counts: [String] = []
    var isLabels = false
    for name in partNames(in: folder) {
      let inside = "\(folder)/\(name)"
      let pairing: FolderPairing
      if let pair = usualPair(in: inside) {
        pairing = try FolderPairing(
          images: "\(inside)/\(pair.images)", masks: "\(inside)/\(pair.masks)",
          idPrefix: "\(name)/")
        isLabels = isLabels || holdsLabels(pair.masks)
      } else if let flat = FlatFolder(in: inside) {
        pairing = try flat.pairing(idPrefix: "\(name)/")
      } else {
        continue
      }
      items += pairing.items
      remarks += pairing.remarks
      counts.append("\(name) (\(pairing.items.count))")
    }
    if counts.count > 1 { remarks.insert(.partsJoined(counts), at: 0) }
    var choice = MaskReader.Choice()
    choice.prefersLabels = isLabels
    let decision = try items.decision(as: choice)
    return try FolderDataset(
      name: FileName.last(of: folder),
      layout: "parts of images and masks: \(counts.joined(separator: ", "))" + decision.summary,
      decision: decision, items: items, remarks: remarks)
  }

  /// Images and masks in one folder, told apart by their names or endings.
  static func flat(_ folder: String) throws -> FolderDataset {
    guard let flat = FlatFolder(in: folder) else {
      throw DatasetError.unknownLayout(folder: folder, found: try Files.list(folder))
    }
    let pairing = try flat.pairing()
    guard !pairing.items.isEmpty else { throw DatasetError.empty(name: folder) }
    let decision = try pairing.items.decision(as: MaskReader.Choice())
    return try FolderDataset(
      name: FileName.last(of: folder), layout: flat.words + decision.summary, decision: decision,
      items: pairing.items, remarks: pairing.remarks)
  }
}

/// A folder in which masks lie beside their images.
struct FlatFolder {
  private let folder: String
  /// What ends the names of the masks; empty where JPEG files are images, and masks are named as they are.
  private let suffix: String

  /// What may end the name of a mask beside its image.
  private static let suffixes = [
    "_mask", "_masks", "_gt", "_seg", "_segmentation", "_label", "_labels", "_matte", "-mask",
    ".mask",
    "_Mask", "_GT", "_groundtruth", "_trimap",
  ]
  /// A picture of more colours is no mask.
  private static let mostColors = 256

  /// `nil` where the folder is no such folder.
  init?(in folder: String) {
    let names = ((try? Files.list(folder)) ?? []).filter(FileName.isPicture)
    let stems = Set(names.map(FileName.stem))
    self.folder = folder
    let suffix = Self.suffixes.first { suffix in
      stems.contains { $0.hasSuffix(suffix) && stems.contains(String($0.dropLast(suffix.count))) }
    }
    if let suffix {
      self.suffix = suffix
      return
    }
    let images = Set(names.filter(FileName.isJPEG).map(FileName.stem))
    let masks = names.filter { !FileName.isJPEG($0) }
    guard let first = masks.first, masks.allSatisfy({ images.contains(FileName.stem($0)) }),
      Self.isMask("\(folder)/\(first)")
    else { return nil }
    self.suffix = ""
  }

  /// Whether a picture may be a mask: grey, indexed, or of few colours. A photograph beside its JPEG is none.
  private static func isMask(_ path: String) -> Bool {
    guard let raster = try? ImageFile.readRaster(path) else { return false }
    if raster.palette != nil || raster.channels < 3 { return true }
    var colors: Set<[UInt8]> = []
    let bytes = raster.image.bytes
    for start in stride(from: 0, to: bytes.count - 2, by: 3) {
      colors.insert(Array(bytes[start..<start + 3]))
      if colors.count > mostColors { return false }
    }
    return true
  }

  func pairing(idPrefix: String = "") throws -> FolderPairing {
    try FolderPairing(
      images: folder, masks: folder, suffix: suffix, idPrefix: idPrefix,
      imagesAreJPEG: suffix.isEmpty)
  }

  /// The layout in words.
  var words: String {
    suffix.isEmpty
      ? "masks beside their images: <name>.jpg, <name>.png"
      : "masks beside their images: <name>.*, <name>\(suffix).*"
  }
}
