import Basics

extension FolderDataset {
  /// The 2018 Data Science Bowl's nuclei (Caicedo et al. 2019): each nucleus is a target.
  ///
  /// `stage1_train/` as it was published, `<id>/images/` and one mask a nucleus in `<id>/masks/`, or `images/` and `labels/` with
  /// a map of ids an image.
  ///
  /// - Throws: as ``sampleFolders(_:name:reading:)`` and ``plain(_:name:images:masks:reading:suffix:)``.
  public static func dsb2018(_ folder: String) throws -> FolderDataset {
    if Files.kind(of: "\(folder)/labels") == .folder {
      return try plain(
        folder, name: "DSB2018", images: "images", masks: "labels",
        reading: MaskReader.Choice(rule: .labels))
    }
    let training = "\(folder)/stage1_train"
    let isAround = Files.kind(of: training) == .folder
    return try sampleFolders(
      isAround ? training : folder, name: "DSB2018", reading: MaskReader.Choice(rule: .above128))
  }
}
