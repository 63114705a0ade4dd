import Basics

/// Which masks an evaluation on DAVIS-585 starts from.
public enum InitialMasks: String, CaseIterable, Sendable {
  /// Made by shifting superpixels: `init_sp_…`.
  case superpixels = "sp"
  /// Made by a video segmentation method (STM): `init_stm_…`.
  case stm
  /// None: from nothing, as everywhere else.
  case none
}

extension FolderDataset {
  /// DAVIS-585 (FocalClick, Chen et al. 2022): correcting masks that exist, 585 objects.
  ///
  /// In each sequence's folder: frames `<frame>.jpg`, truth `object<k>_<frame>.png`, and initial masks of the
  /// same name behind `init_sp_` or `init_stm_`. Object where the first channel exceeds 128.
  ///
  /// - Throws: ``DatasetError/missingFile(_:of:)`` where a frame or an initial mask is missing.
  public static func davis585(
    _ folder: String, initial: InitialMasks = .superpixels
  ) throws -> FolderDataset {
    var items: [Item] = []
    for sequence in try Files.list(folder) where Files.kind(of: "\(folder)/\(sequence)") == .folder
    {
      let inside = "\(folder)/\(sequence)"
      for mask in try Files.list(inside) where mask.hasSuffix(".png") && !mask.contains("init") {
        let stem = FileName.stem(mask)
        let frame = stem.split(separator: "_").last.map(String.init) ?? stem
        let files =
          ["\(inside)/\(frame).jpg"]
          + (initial == .none ? [] : ["\(inside)/init_\(initial.rawValue)_\(mask)"])
        for file in files where Files.kind(of: file) != .file {
          throw DatasetError.missingFile(file, of: "DAVIS-585")
        }
        items.append(
          Item(
            id: "\(sequence)/\(stem)", imagePath: files[0], maskPaths: ["\(inside)/\(mask)"],
            initialMaskPaths: Array(files.dropFirst())))
      }
    }
    guard !items.isEmpty else { throw DatasetError.empty(name: folder) }
    return try FolderDataset(
      name: initial == .none ? "DAVIS585" : "DAVIS585_\(initial.rawValue.uppercased())",
      layout: "DAVIS-585: <sequence>/object<k>_<frame>.png, starting from \(initial.words)",
      rule: .above128, items: items)
  }
}

extension InitialMasks {
  fileprivate var words: String {
    switch self {
    case .superpixels: "init_sp_ masks"
    case .stm: "init_stm_ masks"
    case .none: "nothing"
    }
  }
}
