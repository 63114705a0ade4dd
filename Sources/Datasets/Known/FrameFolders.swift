import Basics

extension FolderDataset {
  /// Whether a folder holds frames in `img/` and their masks in `gt/`.
  public static func isDAVISFrames(_ folder: String) -> Bool {
    ["img", "gt"].allSatisfy { Files.kind(of: "\(folder)/\($0)") == .folder }
  }

  /// DAVIS as RITM evaluates it: 345 frames in `img/`, their masks in `gt/`, all objects of a frame as one.
  public static func davisFrames(_ folder: String) throws -> FolderDataset {
    let items = try Item.pairs(images: "\(folder)/img", masks: "\(folder)/gt")
    var decision = MaskDecision(MaskReading(.aboveZero))
    decision.isGuessed = false
    // Folders of these names may be someone's own: a band between object and background is none of DAVIS's.
    if case .success(let seen) = try items.decision(as: MaskReader.Choice()), seen.hasBand {
      decision.remarks = [.otherwise(seen.summary)]
    }
    return try FolderDataset(
      name: "DAVIS", layout: "DAVIS frames: img/, gt/", decision: .success(decision), items: items,
      checksMasks: false)
  }

  /// COCO_MVal (FocalClick): 800 objects of COCO, ten of each class; `img/` and `gt/`.
  public static func cocoMVal(_ folder: String) throws -> FolderDataset {
    try FolderDataset(
      name: "COCO_MVal", layout: "COCO_MVal: img/, gt/", rule: .above128,
      items: Item.pairs(images: "\(folder)/img", masks: "\(folder)/gt"))
  }
}
