import Basics

/// Opens a folder as the data set whose layout it has.
public enum DatasetFolder {
  /// The layouts that are recognised, in the order in which they are tried.
  public enum Layout: String, CaseIterable, Sendable {
    /// The GrabCut benchmark's: `data_GT/` and `boundary_GT/`.
    case grabCut = "GrabCut"
    /// The field's plain folder: `images/` and `masks/`. Berkeley has it too.
    case imagesAndMasks = "images and masks"

    /// The subfolders that the layout is recognised by: of images and of masks.
    public var subfolders: (images: String, masks: String) {
      switch self {
      case .grabCut: ("data_GT", "boundary_GT")
      case .imagesAndMasks: ("images", "masks")
      }
    }
  }

  /// The layout of a folder, `nil` when it has none of them.
  public static func layout(of folder: String) -> Layout? {
    Layout.allCases.first { layout in
      let (images, masks) = layout.subfolders
      return Files.kind(of: "\(folder)/\(images)") == .folder
        && Files.kind(of: "\(folder)/\(masks)") == .folder
    }
  }

  /// Opens a folder.
  ///
  /// - Throws: `SystemError` where it cannot be listed, ``DatasetError/unknownLayout(folder:found:)``,
  ///   and what the layout's own data set throws.
  public static func open(_ folder: String) throws -> any SegDataset {
    let names = try Files.list(folder)
    guard let layout = layout(of: folder) else {
      throw names.isEmpty
        ? DatasetError.empty(name: folder)
        : DatasetError.unknownLayout(folder: folder, found: names)
    }
    let (images, masks) = layout.subfolders
    return try FolderDataset(
      name: layout == .grabCut ? "GrabCut" : FileName.last(of: folder), folder: folder,
      images: "\(folder)/\(images)", masks: "\(folder)/\(masks)")
  }
}
