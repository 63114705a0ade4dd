import Basics
import Imaging

/// Images in one folder and their masks in another, joined by name.
///
/// The mask of `images/cat.jpg` is `masks/cat.png`, with any ending. Several objects have a file
/// each, `cat_1.png`, `cat_2.png` and so on; each file is a layer, and each layer an object to evaluate.
public struct FolderDataset: SegDataset {
  /// An image and its mask files.
  struct Item: Sendable {
    let id: String
    let imagePath: String
    let maskPaths: [String]
  }

  /// The name that results are reported under.
  public let name: String
  /// The folder that was opened.
  public let folder: String
  /// What the samples of the mask files mean.
  public let rule: MaskRule
  let items: [Item]

  /// Lists the images and finds their masks; no picture is read yet.
  ///
  /// - Parameters:
  ///   - images: the images' folder, as a path.
  ///   - masks: the masks' folder, as a path.
  /// - Throws: `SystemError` where a folder cannot be listed, ``DatasetError/empty(name:)``, and
  ///   ``DatasetError/noMask(image:folder:expected:)`` for the first image that has none.
  public init(
    name: String, folder: String, images: String, masks: String, rule: MaskRule = .boundary128
  ) throws {
    self.name = name
    self.folder = folder
    self.rule = rule
    let maskNames = MaskNames(try Files.list(masks).filter(FileName.isPicture))
    let imageNames = try Files.list(images).filter(FileName.isPicture)
    guard !imageNames.isEmpty else { throw DatasetError.empty(name: images) }
    let stems = Dictionary(imageNames.map { (FileName.stem($0), 1) }, uniquingKeysWith: +)
    items = try imageNames.map { file in
      let stem = FileName.stem(file)
      let found = maskNames.masks(of: file)
      guard !found.isEmpty else {
        throw DatasetError.noMask(
          image: "\(images)/\(file)", folder: masks, expected: ["\(stem).png", "\(stem)_1.png"])
      }
      return Item(
        id: stems[stem] == 1 ? stem : file, imagePath: "\(images)/\(file)",
        maskPaths: found.map { "\(masks)/\($0)" })
    }
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's name without its ending.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and its masks; the targets are id 1 of every layer.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, or
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let image = try ImageFile.read(item.imagePath)
    let layers = try item.maskPaths.map { path in
      let layer = rule.layer(of: try ImageFile.readRaster(path))
      guard layer.size == image.size else {
        throw DatasetError.sizesDiffer(
          image: item.imagePath, imageSize: image.size, mask: path, maskSize: layer.size)
      }
      return layer
    }
    let info = SampleInfo(
      id: item.id, imagePath: item.imagePath, maskPath: item.maskPaths.first)
    return SegSample(
      image: image, layers: layers, info: info,
      targets: layers.indices.map { RegionReference(layer: $0, id: 1) })
  }
}

/// The names in a folder of masks, found by the name of their image.
private struct MaskNames {
  private var byStem: [String: String] = [:]
  private var numbered: [String: [(number: Int, name: String)]] = [:]

  init(_ names: [String]) {
    for name in names {
      let stem = FileName.stem(name)
      byStem[stem] = byStem[stem] ?? name
      if let underscore = stem.lastIndex(of: "_"),
        let number = Int(stem[stem.index(after: underscore)...]), number >= 0
      {
        numbered[String(stem[..<underscore]), default: []].append((number, name))
      }
    }
  }

  /// The mask with the image's own stem, else with its name up to the first dot, else the numbered ones.
  func masks(of image: String) -> [String] {
    let stem = FileName.stem(image)
    for key in [stem, FileName.upToFirstDot(image)] {
      if let own = byStem[key] { return [own] }
      if let several = numbered[key] {
        return several.sorted { ($0.number, $0.name) < ($1.number, $1.name) }.map(\.name)
      }
    }
    return []
  }
}
