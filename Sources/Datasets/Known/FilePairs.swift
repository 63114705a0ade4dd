import Basics

/// Finds the mask files of images by their names.
///
/// The mask of `cat.jpg` is `cat.png`, with any ending; else the file named like the image up to its
/// first dot; else `cat_1.png`, `cat_2.png` and so on, one an object; else every picture in a subfolder `cat/`.
struct FilePairs {
  private let folder: String
  private var byStem: [String: String] = [:]
  private var numbered: [String: [(number: Int, name: String)]] = [:]
  private var subfolders: Set<String> = []

  /// Lists a folder of masks; `suffix` stands behind the image's stem, as in `cat_mask.png`.
  init(masks folder: String, suffix: String = "") throws(SystemError) {
    self.folder = folder
    for name in try Files.list(folder) {
      guard FileName.isPicture(name) else {
        if !name.contains("."), Files.kind(of: "\(folder)/\(name)") == .folder {
          subfolders.insert(name)
        }
        continue
      }
      add(name, suffix: suffix)
    }
  }

  private mutating func add(_ name: String, suffix: String) {
    var stem = FileName.stem(name)
    if !suffix.isEmpty {
      guard stem.hasSuffix(suffix) else { return }
      stem.removeLast(suffix.count)
    }
    byStem[stem] = byStem[stem] ?? name
    if let underscore = stem.lastIndex(of: "_"),
      let number = Int(stem[stem.index(after: underscore)...]), number >= 0
    {
      numbered[String(stem[..<underscore]), default: []].append((number, name))
    }
  }

  /// The paths of an image's masks; none where it has none.
  func masks(of image: String) throws(SystemError) -> [String] {
    for key in [FileName.stem(image), FileName.upToFirstDot(image)] {
      if let own = byStem[key] { return ["\(folder)/\(own)"] }
      if let several = numbered[key] {
        return several.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
          .map { "\(folder)/\($0.name)" }
      }
      if subfolders.contains(key) {
        let inside = "\(folder)/\(key)"
        return try Files.list(inside).filter(FileName.isPicture).map { "\(inside)/\($0)" }
      }
    }
    return []
  }
}

extension FolderDataset.Item {
  /// Joins each image of a folder with its masks in another.
  ///
  /// An image without a mask is an item whose loading throws ``DatasetError/noMask(image:folder:expected:)``.
  ///
  /// - Throws: `SystemError` where a folder cannot be listed, ``DatasetError/empty(name:)``.
  static func pairs(
    images: String, masks: String, suffix: String = "", idPrefix: String = ""
  ) throws -> [FolderDataset.Item] {
    let pairs = try FilePairs(masks: masks, suffix: suffix)
    // Images and masks side by side in one folder: what is a mask is no image.
    let names = try Files.list(images).filter { name in
      FileName.isPicture(name)
        && !(images == masks && !suffix.isEmpty && FileName.stem(name).hasSuffix(suffix))
    }
    guard !names.isEmpty else { throw DatasetError.empty(name: images) }
    let stems = Dictionary(names.map { (FileName.stem($0), 1) }, uniquingKeysWith: +)
    return try names.map { file in
      let stem = FileName.stem(file)
      let found = try pairs.masks(of: file)
      var item = FolderDataset.Item(
        id: idPrefix + (stems[stem] == 1 ? stem : file), imagePath: "\(images)/\(file)",
        maskPaths: found)
      if found.isEmpty {
        item.fault = .noMask(
          image: item.imagePath, folder: masks,
          expected: ["\(stem)\(suffix).png", "\(stem)_1\(suffix).png"])
      }
      return item
    }
  }
}
