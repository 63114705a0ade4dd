extension FolderDataset {
  /// Berkeley (McGuinness, O'Connor 2010), as RITM packs it: `images/` and `masks/`, 100 objects on
  /// 96 images.
  public static func berkeley(_ folder: String) throws -> FolderDataset {
    try FolderDataset(
      name: "Berkeley", layout: "Berkeley: images/, masks/", rule: .boundary128,
      items: Item.pairs(images: "\(folder)/images", masks: "\(folder)/masks"))
  }
}
