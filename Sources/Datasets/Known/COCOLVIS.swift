import Basics
import Imaging

/// RITM's COCO+LVIS (Sofiiuk et al. 2021): COCO's and LVIS's masks joined, with what is part of what.
///
/// `<split>/hannotation.pickle` says for each image how many of its masks are instances and who contains whom;
/// `<split>/masks/<id>.pickle` holds the layers as PNG files and, for each mask, its layer and id there;
/// `<split>/images/<id>.jpg` is the image. 99,170 images to train with. Masks behind the instances are stuff.
/// Images that are not there are left out, in the annotation's order.
///
/// Pickles are read as data: nothing in them is executed.
public struct COCOLVISDataset: SegDataset {
  /// `COCO+LVIS`.
  public let name = "COCO+LVIS"
  /// What the data set was recognised as.
  public var layout: String {
    "COCO+LVIS: \(split)/images/, \(split)/masks/*.pickle, hannotation.pickle"
  }
  private let folder: String
  private let split: String
  private let withStuff: Bool
  private let items: [HierarchyFile.Item]
  /// The annotated images that are not there.
  public let remarks: [DatasetRemark]

  /// Reads the hierarchy of a split; no picture is read yet.
  ///
  /// - Parameters:
  ///   - split: `train` or `val`.
  ///   - withStuff: whether stuff is kept; RITM drops it unless told.
  /// - Throws: `SystemError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   ``DatasetError/empty(name:)``.
  public init(_ folder: String, split: String = "train", withStuff: Bool = false) throws {
    let inside = "\(folder)/\(split)"
    let file = "\(inside)/hannotation.pickle"
    guard Files.kind(of: file) == .file else {
      let known = ["train", "val"].filter {
        Files.kind(of: "\(folder)/\($0)/hannotation.pickle") == .file
      }
      throw DatasetError.unknownSplit(split, of: name, in: folder, known: known)
    }
    let present = Set(try Files.list("\(inside)/images"))
    let all = try HierarchyFile.items(in: file)
    items = all.filter { present.contains("\($0.id).jpg") }
    let missing = all.lazy.map(\.id).filter { !present.contains("\($0).jpg") }
    remarks = missing.isEmpty ? [] : [.imagesNotThere(Array(missing))]
    guard !items.isEmpty else { throw DatasetError.empty(name: "\(inside)/images") }
    self.folder = inside
    self.split = split
    self.withStuff = withStuff
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's number in COCO, of twelve digits.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and its layers; the targets are all instances.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let imagePath = "\(folder)/images/\(item.id).jpg"
    let path = "\(folder)/masks/\(item.id).pickle"
    let image = try ImageFile.read(imagePath)
    let packed = try PackedMasks(path)
    for layer in packed.layers where layer.size != image.size {
      throw DatasetError.sizesDiffer(
        image: imagePath, imageSize: image.size, mask: path, maskSize: layer.size)
    }
    guard item.nodes.count <= packed.places.count, item.instanceCount <= packed.places.count else {
      throw DatasetError.badAnnotation(
        file: path, place: "",
        detail: "\(packed.places.count) masks, but the hierarchy has \(item.instanceCount)")
    }
    var layers = packed.layers
    if !withStuff {
      layers.removePixels(of: packed.places.dropFirst(item.instanceCount))
    }
    let kept = withStuff ? packed.places : Array(packed.places.prefix(item.instanceCount))
    let regions = kept.enumerated().map { number, place in
      let node = item.nodes[number]
      return RegionInfo(
        place, sourceID: number, kind: number < item.instanceCount ? .thing : .stuff,
        parent: node?.parent.flatMap { kept.indices.contains($0) ? kept[$0] : nil },
        children: node?.children.compactMap { kept.indices.contains($0) ? kept[$0] : nil } ?? [])
    }
    return SegSample(
      image: image, layers: layers,
      info: SampleInfo(id: item.id, imagePath: imagePath, maskPath: path), regions: regions,
      targets: Array(kept.prefix(item.instanceCount)))
  }
}

/// RITM's `hannotation.pickle`.
enum HierarchyFile {
  /// What an object is part of, and what is part of it, by the numbers of the image's masks.
  struct Node: Sendable {
    var parent: Int?
    var children: [Int]
  }

  /// An image of the annotation.
  struct Item: Sendable {
    let id: String
    let instanceCount: Int
    /// The objects that have a parent or children.
    let nodes: [Int: Node]
  }

  /// The images in the order of their ids.
  static func items(in path: String) throws -> [Item] {
    guard let pairs = try PickleFile.value(path).asDictionary else {
      throw DatasetError.badAnnotation(file: path, place: "", detail: "it holds no dictionary")
    }
    return try zip(pairs.keys, pairs.values).map { key, value in
      guard let id = key.asString ?? NumpyPickle.integer(key).map({ String($0) }),
        !id.contains("/"), let facts = value.asDictionary,
        let count = facts["num_instance_masks"].flatMap(NumpyPickle.integer), count >= 0,
        let hierarchy = facts["hierarchy"]?.asDictionary
      else {
        throw DatasetError.badAnnotation(
          file: path, place: "image \(key.asString ?? "")",
          detail: "'num_instance_masks' and 'hierarchy' are expected")
      }
      return Item(id: id, instanceCount: count, nodes: nodes(of: hierarchy))
    }.sorted { $0.id < $1.id }
  }

  private static func nodes(of hierarchy: PickleDictionary) -> [Int: Node] {
    var nodes: [Int: Node] = [:]
    for (key, value) in zip(hierarchy.keys, hierarchy.values) {
      guard let number = NumpyPickle.integer(key), let facts = value.asDictionary else { continue }
      nodes[number] = Node(
        parent: facts["parent"].flatMap(NumpyPickle.integer),
        children: facts["children"]?.asSequence?.compactMap(NumpyPickle.integer) ?? [])
    }
    return nodes
  }
}

/// RITM's `masks/<id>.pickle`: layers as PNG files, and for each mask its layer and its id there.
private struct PackedMasks {
  let layers: [LabelMap]
  let places: [RegionReference]

  init(_ path: String) throws {
    guard let parts = try PickleFile.value(path).asSequence, parts.count == 2,
      let files = parts[0].asSequence, let mapping = parts[1].asSequence
    else {
      throw DatasetError.badAnnotation(
        file: path, place: "", detail: "it holds no pair of layers and places")
    }
    layers = try files.enumerated().map { number, file in
      guard let bytes = NumpyPickle.bytes(of: file) else {
        throw DatasetError.badAnnotation(
          file: path, place: "layer \(number)", detail: "is no array of bytes")
      }
      do throws(ImageFormatError) { return try ImageFile.decodeRaster(bytes).labelMap() } catch {
        throw ImageFileError(path: path, problem: error)
      }
    }
    let count = layers.count
    places = try mapping.enumerated().map { number, pair in
      guard let pair = pair.asSequence, pair.count == 2, let layer = NumpyPickle.integer(pair[0]),
        let id = NumpyPickle.integer(pair[1]), (0..<count).contains(layer), (1...255).contains(id)
      else {
        throw DatasetError.badAnnotation(
          file: path, place: "mask \(number)", detail: "is in no layer of the file")
      }
      return RegionReference(layer: layer, id: UInt16(id))
    }
  }
}

/// A pickle of plain data and NumPy arrays.
enum PickleFile {
  /// The most values: the hierarchy of 100,000 images has some ten million.
  private static let limits = {
    var limits = PickleLimits()
    limits.values = 1 << 26
    return limits
  }()

  /// Reads a file.
  ///
  /// - Throws: `SystemError`, or ``DatasetError/badAnnotation(file:place:detail:)``.
  static func value(_ path: String) throws -> PickleValue {
    let file = try FileBytes(mapping: path)
    do {
      return try Unpickler(allowing: NumpyPickle.globals, limits: limits).value(in: file)
    } catch {
      throw DatasetError.badAnnotation(file: path, place: "", detail: "\(error)")
    }
  }
}
