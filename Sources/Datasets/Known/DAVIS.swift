import Basics

/// How the trees of DAVIS 2016 and 2017 are opened.
public struct DAVISOptions: Hashable, Sendable {
  /// The part: `train` or `val`; `trainval` and others where there is such a list.
  public var split = "val"
  /// 2016 or 2017; whichever the tree has a list of when `nil`, 2017 first.
  public var year: Int?
  /// The folder of the resolution.
  public var resolution = "480p"
  /// Takes each n-th frame of a sequence, from its first.
  public var every = 1
  /// Whether the objects of a frame count as one; as the year has it when `nil`: one in 2016.
  public var unitesObjects: Bool?

  /// The usual options.
  public init() {}
}

extension FolderDataset {
  /// DAVIS's own trees (Perazzi et al. 2016, Pont-Tuset et al. 2017).
  ///
  /// `JPEGImages/480p/<sequence>/<frame>.jpg`, `Annotations/480p/<sequence>/<frame>.png`, and lists of sequences
  /// in `ImageSets/2016/` or `2017/`, or of files in `ImageSets/480p/`. Masks of 2016 are one object, the
  /// indices of 2017 are objects.
  ///
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``, and what the files are wrong in.
  public static func davis(
    _ folder: String, options: DAVISOptions = DAVISOptions()
  ) throws -> FolderDataset {
    let tree = DAVISTree(folder: folder, options: options)
    let (year, sequences) = try tree.sequences()
    let unites = options.unitesObjects ?? (year == 2016)
    return try FolderDataset(
      name: "DAVIS\(year)",
      layout: "DAVIS \(year): JPEGImages/, Annotations/, split \(options.split)",
      rule: unites ? .aboveZero : .labels, items: sequences.flatMap { try tree.frames(of: $0) })
  }
}

/// Finds the frames of a DAVIS tree.
private struct DAVISTree {
  let folder: String
  let options: DAVISOptions

  /// The year of the list that was found, and the names of its sequences.
  func sequences() throws -> (year: Int, names: [String]) {
    for year in options.year.map({ [$0] }) ?? [2017, 2016] {
      let file = "\(folder)/ImageSets/\(year)/\(options.split).txt"
      if Files.kind(of: file) == .file { return (year, try TextLines.read(file)) }
    }
    let files = "\(folder)/ImageSets/\(options.resolution)/\(options.split).txt"
    guard Files.kind(of: files) == .file, options.year ?? 2016 == 2016 else {
      throw DatasetError.unknownSplit(
        options.split, of: "DAVIS", in: folder,
        known: TextLines.lists(below: "\(folder)/ImageSets"))
    }
    // Lines of two paths: /JPEGImages/480p/bear/00000.jpg /Annotations/480p/bear/00000.png
    var names: [String] = []
    for line in try TextLines.read(files) {
      let parts = line.split(separator: " ").first?.split(separator: "/") ?? []
      if parts.count >= 2, names.last != String(parts[parts.count - 2]) {
        names.append(String(parts[parts.count - 2]))
      }
    }
    return (2016, names)
  }

  func frames(of sequence: String) throws -> [FolderDataset.Item] {
    let masks = "\(folder)/Annotations/\(options.resolution)/\(sequence)"
    let images = "\(folder)/JPEGImages/\(options.resolution)/\(sequence)"
    let items = try FolderDataset.Item.pairs(
      images: images, masks: masks, idPrefix: "\(sequence)/")
    return stride(from: 0, to: items.count, by: max(options.every, 1)).map { items[$0] }
  }
}
