import Basics

/// Finds the mask files of images by their names.
///
/// The mask of `cat.jpg` is `cat.png`, with any ending; else `cat_1.png`, `cat_2.png` and so on, one an object,
/// but those that are named as another image; else every picture in a subfolder `cat/`; else the file named like the
/// image up to its first dot, where no other image shares that; else the one that differs in the case of letters.
struct FilePairs {
  let folder: String
  /// The mask files' names.
  let pictures: [String]
  /// The names of the folder's subfolders.
  let subfolders: [String]
  private let affixes: NameAffixes?
  private var byStem: [String: String] = [:]
  private var byLetters: [String: [String]] = [:]
  private var numbered: [String: [(number: Int, stem: String, name: String)]] = [:]
  private let imageStems: Set<String>
  /// How many images share a name up to the first dot.
  private let sharing: [String: Int]

  /// Lists a folder of masks.
  ///
  /// - Parameters:
  ///   - images: the names of the images.
  ///   - suffix: what stands behind an image's name in its mask's, as in `cat_mask.png`.
  ///   - affixes: what stands around both names.
  ///   - isBesideImages: whether the images lie in the same folder, and are no masks.
  init(
    masks folder: String, images: [String], suffix: String = "", affixes: NameAffixes? = nil,
    isBesideImages: Bool = false
  ) throws {
    self.folder = folder
    self.affixes = affixes
    let names = try Files.list(folder)
    let notMasks = isBesideImages ? Set(images) : []
    // Of a picture and an array of one name the picture counts.
    let files = names.filter { FileName.isMask($0) && !notMasks.contains($0) }
    pictures = files.filter(FileName.isPicture) + files.filter { !FileName.isPicture($0) }
    subfolders = names.filter {
      !FileName.isMask($0) && Files.kind(of: "\(folder)/\($0)") == .folder
    }
    imageStems = Set(images.map(FileName.stem))
    sharing = Dictionary(images.map { (FileName.upToFirstDot($0), 1) }, uniquingKeysWith: +)
    for name in pictures { add(name, suffix: suffix) }
  }

  private mutating func add(_ name: String, suffix: String) {
    var stem = FileName.stem(name)
    if !suffix.isEmpty {
      guard stem.hasSuffix(suffix) else { return }
      stem.removeLast(suffix.count)
    }
    byStem[stem] = byStem[stem] ?? name
    byLetters[stem.lowercased(), default: []].append(name)
    if let underscore = stem.lastIndex(of: "_"),
      let number = Int(stem[stem.index(after: underscore)...]), number >= 0
    {
      numbered[String(stem[..<underscore]), default: []].append((number, stem, name))
    }
  }

  /// The masks of an image, and how they were found.
  struct Match {
    var paths: [String] = []
    /// Whether the names differ in the case of letters.
    var isByCase = false
  }

  /// An image's masks; none where it has none.
  func masks(of image: String) throws -> Match {
    let stem = FileName.stem(image)
    if let mask = affixes?.maskStem(ofImage: stem) {
      return Match(paths: byStem[mask].map { ["\(folder)/\($0)"] } ?? [])
    }
    var found = try masks(named: stem)
    let short = FileName.upToFirstDot(image)
    if found.isEmpty, short != stem, sharing[short] == 1, !imageStems.contains(short) {
      found = try masks(named: short)
    }
    if !found.isEmpty { return Match(paths: found) }
    guard let near = byLetters[stem.lowercased()], near.count == 1,
      !imageStems.contains(FileName.stem(near[0]))
    else { return Match() }
    return Match(paths: ["\(folder)/\(near[0])"], isByCase: true)
  }

  private func masks(named key: String) throws -> [String] {
    if let own = byStem[key] { return ["\(folder)/\(own)"] }
    let several = numbered[key]?.filter { !imageStems.contains($0.stem) } ?? []
    if !several.isEmpty {
      return several.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
        .map { "\(folder)/\($0.name)" }
    }
    guard subfolders.contains(key) else { return [] }
    let inside = "\(folder)/\(key)"
    return try Files.list(inside).filter(FileName.isMask).map { "\(inside)/\($0)" }
  }

  /// What lies there that may be meant as an image's mask.
  func near(_ image: String) -> [String] {
    let stem = FileName.stem(image).lowercased()
    let others = pictures.lazy.filter { !imageStems.contains(FileName.stem($0)) }
    return Array(others.filter { $0.lowercased().contains(stem) }.prefix(3))
  }
}

extension FolderDataset.Item {
  /// Joins each image of a folder with its masks in another.
  ///
  /// An image without a mask is an item whose loading throws ``DatasetError/noMask(image:folder:expected:near:)``.
  ///
  /// - Throws: `SystemError` where a folder cannot be listed, ``DatasetError/empty(name:)``.
  static func pairs(
    images: String, masks: String, suffix: String = "", idPrefix: String = ""
  ) throws -> [FolderDataset.Item] {
    let pairing = try FolderPairing(
      images: images, masks: masks, suffix: suffix, idPrefix: idPrefix, isNested: false)
    guard !pairing.items.isEmpty else { throw DatasetError.empty(name: images) }
    return pairing.items
  }
}
