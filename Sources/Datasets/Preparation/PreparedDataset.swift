import Basics
import Imaging

/// COCO+LVIS as `prepare` writes it: `<split>/hierarchy.jsonl` and `<split>/masks/<id>_<layer>.png`.
///
/// An image's path is absolute, or relative to the split's folder.
public struct PreparedDataset: SegDataset {
  /// `COCO+LVIS`.
  public let name = "COCO+LVIS"
  /// What the data set was recognised as.
  public var layout: String { "COCO+LVIS, prepared: \(split)/hierarchy.jsonl, \(split)/masks/" }
  private let folder: String
  private let split: String
  private let withStuff: Bool
  private let lines: [[UInt8]]
  private let ids: [String]
  private var path: String { "\(folder)/hierarchy.jsonl" }

  /// Reads the list of a split; no picture is read yet.
  ///
  /// - Parameters:
  ///   - split: the folder's name, for example `train`.
  ///   - withStuff: whether stuff is kept.
  public init(_ folder: String, split: String = "train", withStuff: Bool = false) throws {
    self.folder = "\(folder)/\(split)"
    self.split = split
    self.withStuff = withStuff
    let path = "\(folder)/\(split)/hierarchy.jsonl"
    lines = try Files.read(path, limit: 1 << 31).split(separator: UInt8(ascii: "\n")).map(
      Array.init)
    guard !lines.isEmpty else { throw DatasetError.empty(name: path) }
    ids = try lines.enumerated().map { number, line in
      guard let id = try JSONValue(line: line, number: number + 1, of: path)["id"]?.string,
        !id.contains("/")
      else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(number + 1)", detail: "it has no 'id'")
      }
      return id
    }
    try DatasetError.checkUnique(ids, of: path)
  }

  /// How many images there are.
  public var count: Int { lines.count }

  /// The image's number in COCO, of twelve digits.
  public func id(at index: Int) -> String { ids[index] }

  /// Reads an image and its layers; the targets are all instances.
  public func sample(at index: Int) throws -> SegSample {
    let line = try JSONValue(line: lines[index], number: index + 1, of: path)
    guard let imagePath = line["image"]?.string, let layerCount = line["layers"]?.integer,
      let masks = line["masks"]?.array, let instances = line["instances"]?.integer,
      (1...1000).contains(layerCount), (0...masks.count).contains(instances)
    else { throw bad(index, "'image', 'layers', 'instances' and 'masks' are expected") }
    let imageFile = imagePath.hasPrefix("/") ? imagePath : "\(folder)/\(imagePath)"
    let image = try ImageFile.read(imageFile)
    var layers = try (0..<layerCount).map { number in
      let path = "\(folder)/masks/\(ids[index])_\(number).png"
      let layer = try ImageFile.readRaster(path).labelMap()
      guard layer.size == image.size else {
        throw DatasetError.sizesDiffer(
          image: imageFile, imageSize: image.size, mask: path, maskSize: layer.size)
      }
      return layer
    }
    let places = try masks.map { try place($0, index, layerCount) }
    let kept = withStuff ? places.count : instances
    layers.removePixels(of: places.dropFirst(kept))
    let regions = (0..<kept).map { number in
      region(masks[number], number, places, isInstance: number < instances)
    }
    return SegSample(
      image: image, layers: layers,
      info: SampleInfo(id: ids[index], imagePath: imageFile, maskPath: path), regions: regions,
      targets: Array(places.prefix(instances)))
  }

  private func place(_ mask: JSONValue, _ index: Int, _ layers: Int) throws -> RegionReference {
    guard let layer = mask["layer"]?.integer, let id = mask["id"]?.integer,
      (0..<layers).contains(layer), (1...255).contains(id)
    else { throw bad(index, "a mask is in no layer") }
    return RegionReference(layer: layer, id: UInt16(id))
  }

  private func region(
    _ mask: JSONValue, _ number: Int, _ places: [RegionReference], isInstance: Bool
  ) -> RegionInfo {
    func at(_ value: JSONValue) -> RegionReference? {
      value.integer.flatMap { places.indices.contains($0) ? places[$0] : nil }
    }
    return RegionInfo(
      places[number], sourceID: number, category: mask["category"]?.string,
      kind: isInstance ? .thing : .stuff, parent: mask["parent"].flatMap(at),
      children: mask["children"]?.array?.compactMap(at) ?? [], area: mask["area"]?.integer)
  }

  private func bad(_ index: Int, _ detail: String) -> DatasetError {
    .badAnnotation(file: path, place: "line \(index + 1)", detail: detail)
  }
}
