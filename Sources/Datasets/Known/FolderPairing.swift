import Basics

/// The images of a folder with their masks in another, those in subfolders by their relative paths, and what
/// was left out on either side.
struct FolderPairing {
  /// How deep folders are looked into.
  private static let depthLimit = 8
  /// So many images without a mask are told what lies there instead.
  private static let shownNear = 20

  private(set) var items: [FolderDataset.Item] = []
  /// The rule by which masks are named, where they are not named as their images.
  private(set) var affixes: NameAffixes?
  /// The images that no mask is named after.
  private(set) var imagesWithoutMask: [String] = []
  /// The masks that are named after no image.
  private(set) var masksWithoutImage: [String] = []
  /// Images whose names differ in nothing but their ending.
  private(set) var ambiguousStems: [String] = []
  private var matchedByCase: [String] = []
  private var foldersPassedOver: [String] = []
  private var picturesPassedOver = 0
  private var furtherChannels = 0

  private let images: String
  private let masks: String
  private let suffix: String
  private let idPrefix: String
  private let isNested: Bool
  private let imagesAreJPEG: Bool

  /// Pairs two folders.
  ///
  /// - Parameters:
  ///   - suffix: what stands behind an image's name in its mask's.
  ///   - idPrefix: what stands before the images' ids.
  ///   - isNested: whether subfolders are looked into, and where no mask is named as its image, the rule
  ///     by which they are named is looked for.
  ///   - imagesAreJPEG: whether in one folder the JPEG files are images and all other pictures masks.
  /// - Throws: `SystemError` where a folder cannot be listed.
  init(
    images: String, masks: String, suffix: String = "", idPrefix: String = "",
    isNested: Bool = true, imagesAreJPEG: Bool = false
  ) throws {
    self.images = images
    self.masks = masks
    self.suffix = suffix
    self.idPrefix = idPrefix
    self.isNested = isNested
    self.imagesAreJPEG = imagesAreJPEG
    try pair(in: "", depth: 0)
    guard isNested, suffix.isEmpty, images != masks, !items.isEmpty,
      items.allSatisfy(\.maskPaths.isEmpty),
      let found = NameAffixes.found(
        images: items.map { FileName.stem(FileName.last(of: $0.imagePath)) },
        masks: masksWithoutImage.map { FileName.stem(FileName.last(of: $0)) })
    else { return }
    affixes = found
    items = []
    (imagesWithoutMask, masksWithoutImage, ambiguousStems, matchedByCase) = ([], [], [], [])
    (foldersPassedOver, picturesPassedOver, furtherChannels) = ([], 0, 0)
    try pair(in: "", depth: 0)
  }

  /// What was left out, or taken otherwise than by its name.
  var remarks: [DatasetRemark] {
    var remarks: [DatasetRemark] = []
    if let affixes { remarks.append(.namesTakenBy(rule: affixes.words)) }
    if !matchedByCase.isEmpty { remarks.append(.matchedByCase(matchedByCase)) }
    if !masksWithoutImage.isEmpty { remarks.append(.masksWithoutImage(masksWithoutImage)) }
    if !ambiguousStems.isEmpty { remarks.append(.imagesSharingMask(ambiguousStems)) }
    if !foldersPassedOver.isEmpty {
      remarks.append(.foldersPassedOver(foldersPassedOver, pictures: picturesPassedOver))
    }
    if furtherChannels > 0 { remarks.append(.furtherChannels(furtherChannels)) }
    return remarks
  }

  // MARK: - Steps

  /// Pairs a folder below both, named by its path from them with a slash behind it.
  private mutating func pair(in inside: String, depth: Int) throws {
    try Cancellation.check()
    let (imageFolder, maskFolder) = (path(images, inside), path(masks, inside))
    let names = try Files.list(imageFolder)
    // Images and masks side by side in one folder: what is a mask is no image.
    let pictures = firstChannels(of: names.filter { FileName.isPicture($0) && isImage($0) })
    let pairs = try FilePairs(
      masks: maskFolder, images: pictures, suffix: suffix, affixes: affixes,
      isBesideImages: images == masks)
    let used = try add(pictures, pairs, inside)
    masksWithoutImage += pairs.pictures.filter { !used.contains("\(maskFolder)/\($0)") }
      .map { inside + $0 }
    guard isNested else { return }
    let subfolders = names.filter {
      !FileName.isPicture($0) && Files.kind(of: "\(imageFolder)/\($0)") == .folder
    }
    for name in subfolders {
      if depth < Self.depthLimit, pairs.subfolders.contains(name), images != masks {
        try pair(in: "\(inside)\(name)/", depth: depth + 1)
      } else {
        passOver("\(FileName.last(of: images))/\(inside)\(name)", "\(imageFolder)/\(name)")
      }
    }
    for name in pairs.subfolders
    where images != masks && !subfolders.contains(name)
      && !used.contains(where: { $0.hasPrefix("\(maskFolder)/\(name)/") })
    {
      passOver("\(FileName.last(of: masks))/\(inside)\(name)", "\(maskFolder)/\(name)")
    }
  }

  private func path(_ folder: String, _ inside: String) -> String {
    inside.isEmpty ? folder : "\(folder)/\(inside.dropLast())"
  }

  /// Whether a picture of the images' folder is an image, and not a mask beside its image.
  private func isImage(_ name: String) -> Bool {
    if imagesAreJPEG { return FileName.isJPEG(name) }
    return images != masks || suffix.isEmpty || !FileName.stem(name).hasSuffix(suffix)
  }

  /// Of nnU-Net's pictures in several files, one a channel (`case_0000.png`, `case_0001.png` …), the first ones.
  private mutating func firstChannels(of pictures: [String]) -> [String] {
    guard ["imagesTr", "imagesTs"].contains(FileName.last(of: images)),
      pictures.allSatisfy({ FileName.channel($0) != nil })
    else { return pictures }
    let first = pictures.filter { FileName.channel($0) == 0 }
    furtherChannels += pictures.count - first.count
    return first
  }

  /// Adds the pictures of a folder, and says which masks they have.
  private mutating func add(
    _ pictures: [String], _ pairs: FilePairs, _ inside: String
  ) throws -> Set<String> {
    let stems = Dictionary(pictures.map { (FileName.stem($0), 1) }, uniquingKeysWith: +)
    ambiguousStems += FileName.ambiguousStems(pictures).map { inside + $0 }
    var used: Set<String> = []
    for file in pictures {
      let stem = FileName.stem(file)
      let match = try pairs.masks(of: file)
      var item = FolderDataset.Item(
        id: idPrefix + inside + (stems[stem] == 1 ? stem : file),
        imagePath: "\(path(images, inside))/\(file)", maskPaths: match.paths)
      if match.paths.isEmpty {
        let near = imagesWithoutMask.count < Self.shownNear ? pairs.near(file) : []
        item.fault = .noMask(
          image: item.imagePath, folder: pairs.folder, expected: expected(stem), near: near)
        imagesWithoutMask.append(inside + file)
      }
      if match.isByCase { matchedByCase.append(inside + file) }
      used.formUnion(match.paths)
      items.append(item)
    }
    return used
  }

  private func expected(_ stem: String) -> [String] {
    if let mask = affixes?.maskStem(ofImage: stem) { return ["\(mask).png"] }
    return ["\(stem)\(suffix).png", "\(stem)_1\(suffix).png"]
  }

  private mutating func passOver(_ name: String, _ folder: String) {
    let count = Self.pictureCount(in: folder, depth: 0)
    guard count > 0 else { return }
    foldersPassedOver.append(name + "/")
    picturesPassedOver += count
  }

  private static func pictureCount(in folder: String, depth: Int) -> Int {
    guard depth < depthLimit, let names = try? Files.list(folder) else { return 0 }
    return names.reduce(0) { sum, name in
      if FileName.isPicture(name) { return sum + 1 }
      let inside = "\(folder)/\(name)"
      return Files.kind(of: inside) == .folder
        ? sum + pictureCount(in: inside, depth: depth + 1) : sum
    }
  }
}
