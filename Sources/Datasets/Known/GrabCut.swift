extension FolderDataset {
  /// GrabCut (Rother, Kolmogorov, Blake 2004): `data_GT/` and `boundary_GT/`, 50 images.
  ///
  /// The border band of 128 is ignored, as in RITM's evaluation.
  public static func grabCut(_ folder: String) throws -> FolderDataset {
    try FolderDataset(
      name: "GrabCut", layout: "GrabCut: data_GT/, boundary_GT/", rule: .boundary128,
      items: Item.pairs(images: "\(folder)/data_GT", masks: "\(folder)/boundary_GT"))
  }
}
