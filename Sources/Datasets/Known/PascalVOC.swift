import Basics
import Imaging

/// Pascal VOC's segmentations (Everingham et al. 2010): objects or classes, the void band ignored.
///
/// `JPEGImages/<id>.jpg`, `SegmentationObject/<id>.png` or `SegmentationClass/<id>.png` (indexed PNG, 255 is
/// void; converted to grey it is 220), and lists in `ImageSets/Segmentation/`. VOC 2012's `val` has 1,449
/// images and 3,427 objects. Without lists, all annotated images are taken.
///
/// Exports in this form bring classes of their own, in `labelmap.txt` (CVAT) or `class_names.txt` (labelme),
/// and colours of their own: where a PNG in RGB has another colour than VOC's, each colour is a region.
public struct PascalVOCDataset: SegDataset {
  /// Which annotation is read.
  public enum Annotation: String, CaseIterable, Sendable {
    /// Every object apart: what is evaluated.
    case objects = "object"
    /// Every class apart.
    case classes = "class"

    var folder: String { self == .objects ? "SegmentationObject" : "SegmentationClass" }
  }

  /// `PascalVOC`.
  public let name = "PascalVOC"
  /// What the data set was recognised as.
  public var layout: String {
    "Pascal VOC: JPEGImages/, \(annotation.folder)/, \(split.map { "split \($0)" } ?? "all images")"
  }
  private let folder: String
  private let split: String?
  private let annotation: Annotation
  private let ids: [String]
  private let classes: VOCClasses

  /// Reads the list of a split; no picture is read yet.
  ///
  /// - Parameter split: `train`, `val`, `trainval` or another list; `val` when `nil`, or the first list where there
  ///   is no such, and all images where there are no lists at all.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``.
  public init(_ folder: String, split: String? = nil, annotation: Annotation = .objects) throws {
    let lists = "\(folder)/ImageSets/Segmentation"
    let known = TextLines.lists(below: lists)
    let split = split ?? (known.contains("val") ? "val" : known.first)
    if let split {
      guard Files.kind(of: "\(lists)/\(split).txt") == .file else {
        throw DatasetError.unknownSplit(split, of: name, in: folder, known: known)
      }
      ids = try TextLines.read("\(lists)/\(split).txt")
    } else {
      ids = try Files.list("\(folder)/\(annotation.folder)").filter(FileName.isPicture)
        .map(FileName.stem)
    }
    guard !ids.isEmpty else { throw DatasetError.empty(name: folder) }
    try DatasetError.checkUnique(ids, of: name)
    classes = try VOCClasses(
      in: folder, isOriginal: !known.isEmpty || ids.allSatisfy(Self.isOriginalID))
    self.folder = folder
    self.split = split
    self.annotation = annotation
  }

  /// Whether a name is of VOC's own form, a year and six digits: `2011_000003`.
  private static func isOriginalID(_ id: String) -> Bool {
    let parts = id.split(separator: "_", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 6]
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  /// How many images there are.
  public var count: Int { ids.count }

  /// The image's name, as the list has it.
  public func id(at index: Int) -> String { ids[index] }

  /// Reads an image and its annotation; the targets are all objects, or `nil` for classes.
  public func sample(at index: Int) throws -> SegSample {
    let id = ids[index]
    let imagePath = FileName.picture(id, in: "\(folder)/JPEGImages")
    let path = FileName.picture(id, in: "\(folder)/\(annotation.folder)", usual: "png")
    let image = try ImageFile.read(imagePath)
    let layer = try layer(path, annotation, of: imagePath, size: image.size)
    let classLayer = try classLayer(of: id, layer, imagePath)
    let regions = layer.presentIDs.filter { $0 != 0 }.map { region in
      let number = classLayer.flatMap { Self.commonest($0, under: region, of: layer) }
      return RegionInfo(
        RegionReference(layer: 0, id: region), sourceID: Int(region),
        category: number.flatMap(classes.name), categoryID: number, kind: .thing)
    }
    return SegSample(
      image: image, layers: [layer],
      info: SampleInfo(id: id, imagePath: imagePath, maskPath: path), regions: regions,
      targets: annotation == .objects ? regions.map(\.region) : nil)
  }

  private func layer(
    _ path: String, _ annotation: Annotation, of image: String, size: Size
  ) throws -> LabelMap {
    let raster = try ImageFile.readRaster(path)
    let layer =
      annotation == .objects ? VOCClasses.objects(of: raster) : classes.layer(of: raster)
    guard layer.size == size else {
      throw DatasetError.sizesDiffer(
        image: image, imageSize: size, mask: path, maskSize: layer.size)
    }
    return layer
  }

  /// The classes of the pixels, where there is such a file.
  private func classLayer(
    of id: String, _ layer: LabelMap, _ image: String
  ) throws -> LabelMap? {
    if annotation == .classes { return layer }
    let path = FileName.picture(id, in: "\(folder)/\(Annotation.classes.folder)", usual: "png")
    guard Files.kind(of: path) == .file else { return nil }
    return try self.layer(path, .classes, of: image, size: layer.size)
  }

  /// The class that most pixels of a region have.
  private static func commonest(
    _ classes: LabelMap, under region: UInt16, of layer: LabelMap
  ) -> Int? {
    var counts = [Int](repeating: 0, count: 256)
    for (index, id) in layer.ids.enumerated() where id == region {
      let number = Int(classes.ids[index])
      if (1..<255).contains(number) { counts[number] += 1 }
    }
    guard let most = counts.indices.max(by: { (counts[$0], $1) < (counts[$1], $0) }),
      counts[most] > 0
    else { return nil }
    return most
  }
}

/// The classes of Pascal VOC, which SBD shares.
enum PascalVOC {
  private static let names = [
    "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
    "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train",
    "tvmonitor",
  ]

  /// The name of a class from 1 on; `nil` for any other number.
  static func className(_ number: Int) -> String? {
    names.indices.contains(number - 1) ? names[number - 1] : nil
  }
}
