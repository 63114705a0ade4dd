import Basics
import Imaging

/// Cityscapes (Cordts et al. 2016): street scenes, every instance of a person or a vehicle a region.
///
/// `leftImg8bit/<split>/<city>/<id>_leftImg8bit.png`, and in `gtFine/` or `gtCoarse/`
/// `<id>_gtFine_instanceIds.png` (16 bits: 1000 · class + number, or the class alone for stuff and for groups) or
/// `<id>_gtFine_labelIds.png` (classes, without targets). The classes 0 to 3, which lie outside of what was annotated,
/// are ignored.
public struct CityscapesDataset: SegDataset {
  private struct Item: Sendable {
    let id: String
    let imagePath: String
    let labelPath: String
    let hasInstances: Bool
  }

  /// `Cityscapes`.
  public let name = "Cityscapes"
  /// What the data set was recognised as.
  public var layout: String { "Cityscapes: leftImg8bit/, \(annotation)/, split \(split)" }
  private let annotation: String
  private let split: String
  private let items: [Item]

  /// Lists the images of a split; no picture is read yet.
  ///
  /// - Parameter split: `train`, `val` or another; `val` where it is there, else the first, when `nil`.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``, ``DatasetError/empty(name:)``, or
  ///   ``DatasetError/noMask(image:folder:expected:near:)``.
  public init(_ folder: String, split: String? = nil) throws {
    let images = "\(folder)/leftImg8bit"
    let known = try Files.list(images).filter { Files.kind(of: "\(images)/\($0)") == .folder }
    guard let chosen = split ?? (known.contains("val") ? "val" : known.first),
      known.contains(chosen)
    else {
      throw DatasetError.unknownSplit(split ?? "val", of: name, in: folder, known: known)
    }
    let annotation = Files.kind(of: "\(folder)/gtFine") == .folder ? "gtFine" : "gtCoarse"
    items = try Files.list("\(images)/\(chosen)").flatMap { city in
      try Self.items(
        images: "\(images)/\(chosen)/\(city)", labels: "\(folder)/\(annotation)/\(chosen)/\(city)",
        annotation: annotation)
    }
    guard !items.isEmpty else { throw DatasetError.empty(name: "\(images)/\(chosen)") }
    try DatasetError.checkUnique(items.map(\.id), of: name)
    self.annotation = annotation
    self.split = chosen
  }

  private static func items(
    images: String, labels: String, annotation: String
  ) throws -> [Item] {
    guard Files.kind(of: images) == .folder else { return [] }
    let present = Set((try? Files.list(labels)) ?? [])
    return try Files.list(images).filter(FileName.isPicture).map { file in
      let stem = FileName.stem(file)
      let id = stem.hasSuffix("_leftImg8bit") ? String(stem.dropLast(12)) : stem
      let names = ["instanceIds", "labelIds"].map { "\(id)_\(annotation)_\($0).png" }
      guard let label = names.first(where: present.contains) else {
        throw DatasetError.noMask(image: "\(images)/\(file)", folder: labels, expected: names)
      }
      return Item(
        id: id, imagePath: "\(images)/\(file)", labelPath: "\(labels)/\(label)",
        hasInstances: label == names[0])
    }
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// City, sequence and frame, for example `bonn_000000_000019`.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and its annotation; the targets are all instances, or `nil` for classes.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, or
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let image = try ImageFile.read(item.imagePath)
    let layer = try ImageFile.readRaster(item.labelPath).labelMap(ignoring: 0, 1, 2, 3)
    guard layer.size == image.size else {
      throw DatasetError.sizesDiffer(
        image: item.imagePath, imageSize: image.size, mask: item.labelPath, maskSize: layer.size)
    }
    let regions = layer.presentIDs.map { Self.region($0) }
    return SegSample(
      image: image, layers: [layer],
      info: SampleInfo(id: item.id, imagePath: item.imagePath, maskPath: item.labelPath),
      regions: regions,
      targets: item.hasInstances
        ? regions.filter { ($0.sourceID ?? 0) >= 1000 }.map(\.region) : nil)
  }

  private static func region(_ id: UInt16) -> RegionInfo {
    let number = id < 1000 ? Int(id) : Int(id) / 1000
    let isThing = things.contains(number)
    return RegionInfo(
      RegionReference(layer: 0, id: id), sourceID: Int(id),
      category: classes.indices.contains(number) ? classes[number] : nil, categoryID: number,
      kind: isThing ? .thing : .stuff, isCrowd: isThing && id < 1000)
  }

  /// The classes whose objects are told apart.
  private static let things = 24...33
  /// The classes by their ids.
  private static let classes = [
    "unlabeled", "ego vehicle", "rectification border", "out of roi", "static", "dynamic", "ground",
    "road", "sidewalk", "parking", "rail track", "building", "wall", "fence", "guard rail",
    "bridge", "tunnel", "pole", "polegroup", "traffic light", "traffic sign", "vegetation",
    "terrain", "sky", "person", "rider", "car", "truck", "bus", "caravan", "trailer", "train",
    "motorcycle", "bicycle",
  ]
}
