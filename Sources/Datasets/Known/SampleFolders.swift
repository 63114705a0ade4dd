import Basics

extension FolderDataset {
  /// One folder an image, as the 2018 Data Science Bowl has it: `<id>/images/<name>` and one mask an object
  /// in `<id>/masks/`.
  ///
  /// - Throws: ``DatasetError/empty(name:)`` where no subfolder has both, or one holds no mask.
  public static func sampleFolders(
    _ folder: String, name: String? = nil, reading: MaskReader.Choice = MaskReader.Choice()
  ) throws -> FolderDataset {
    var items: [Item] = []
    for id in try Files.list(folder) {
      let (images, masks) = ("\(folder)/\(id)/images", "\(folder)/\(id)/masks")
      guard Files.kind(of: images) == .folder, Files.kind(of: masks) == .folder else { continue }
      let objects = try Files.list(masks).filter(FileName.isPicture).map { "\(masks)/\($0)" }
      let pictures = try Files.list(images).filter(FileName.isPicture)
      guard let image = pictures.first else { throw DatasetError.empty(name: images) }
      guard pictures.count == 1 else {
        throw DatasetError.badAnnotation(
          file: images, place: "",
          detail: "\(pictures.count) images, where one is expected with its masks beside it")
      }
      guard !objects.isEmpty else { throw DatasetError.empty(name: masks) }
      items.append(Item(id: id, imagePath: "\(images)/\(image)", maskPaths: objects))
    }
    let decision = try items.decision(as: reading)
    return try FolderDataset(
      name: name ?? FileName.last(of: folder),
      layout: "one folder an image: <id>/images/, <id>/masks/" + decision.summary,
      decision: decision, items: items)
  }
}
