import Basics
import Imaging

/// SBD, the Semantic Boundaries Dataset (Hariharan et al. 2011): every instance is a region.
///
/// `img/<id>.jpg`, `inst/<id>.mat` (`GTinst`: the instances' ids and classes) or `cls/<id>.mat` (`GTcls`: the
/// classes), and the lists `train.txt` (8,498 images) and `val.txt` (2,857 images, 6,671 instances).
public struct SBDDataset: SegDataset {
  /// Which annotation is read.
  public enum Annotation: String, CaseIterable, Sendable {
    /// Every instance apart.
    case instances = "inst"
    /// Every class apart.
    case classes = "cls"
  }

  /// Instances with a smaller share of their bounding box are annotation slips: what RITM trains without.
  public static let trainingFill = 0.08

  /// `SBD`.
  public let name = "SBD"
  /// What the data set was recognised as.
  public var layout: String { "SBD: img/, \(annotation.rawValue)/*.mat, split \(split)" }
  private let folder: String
  private let split: String
  private let annotation: Annotation
  private let minimumFill: Double
  private let ids: [String]

  /// Reads the list of a split; no picture is read yet.
  ///
  /// - Parameters:
  ///   - split: `train` or `val`, or another list in the folder.
  ///   - minimumFill: instances whose area is a smaller share of their bounding box become
  ///     background; ``trainingFill`` for `train` and 0 otherwise when `nil`.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``.
  public init(
    _ folder: String, split: String = "val", annotation: Annotation = .instances,
    minimumFill: Double? = nil
  ) throws {
    let list = "\(folder)/\(split).txt"
    guard Files.kind(of: list) == .file else {
      throw DatasetError.unknownSplit(
        split, of: name, in: folder, known: TextLines.lists(below: folder))
    }
    ids = try TextLines.read(list)
    guard !ids.isEmpty else { throw DatasetError.empty(name: list) }
    try DatasetError.checkUnique(ids, of: list)
    self.folder = folder
    self.split = split
    self.annotation = annotation
    self.minimumFill = minimumFill ?? (split == "train" ? Self.trainingFill : 0)
  }

  /// How many images there are.
  public var count: Int { ids.count }

  /// The image's name, as the list has it.
  public func id(at index: Int) -> String { ids[index] }

  /// Reads an image and its annotation; the targets are all regions of it.
  ///
  /// - Throws: `SystemError`, `ImageFileError`,
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``, or
  ///   ``DatasetError/badAnnotation(file:place:detail:)``.
  public func sample(at index: Int) throws -> SegSample {
    let id = ids[index]
    let imagePath = FileName.picture(id, in: "\(folder)/img")
    let path = "\(folder)/\(annotation.rawValue)/\(id).mat"
    let image = try ImageFile.read(imagePath)
    let file = try AnnotationMAT(path)
    let truth = try file.structure(annotation == .instances ? "GTinst" : "GTcls")
    var layer = try file.labelMap(truth["Segmentation"])
    guard layer.size == image.size else {
      throw DatasetError.sizesDiffer(
        image: imagePath, imageSize: image.size, mask: path, maskSize: layer.size)
    }
    if minimumFill > 0 { layer.removeRegions(fillingLessThan: minimumFill) }
    let classes = annotation == .instances ? file.integers(truth["Categories"]) : []
    let regions = layer.presentIDs.filter { $0 != 0 }.map { region in
      let number =
        annotation == .classes
        ? Int(region) : classes.indices.contains(Int(region) - 1) ? classes[Int(region) - 1] : nil
      return RegionInfo(
        RegionReference(layer: 0, id: region), sourceID: Int(region),
        category: number.flatMap(PascalVOC.className), categoryID: number, kind: .thing)
    }
    return SegSample(
      image: image, layers: [layer],
      info: SampleInfo(id: id, imagePath: imagePath, maskPath: path), regions: regions,
      targets: regions.map(\.region))
  }
}

extension LabelMap {
  /// Makes regions background whose area is a smaller share of their bounding box.
  mutating func removeRegions(fillingLessThan share: Double) {
    var removed: Set<UInt16> = []
    for id in presentIDs where id != 0 {
      let mask = region(id)
      guard let box = mask.boundingBox else { continue }
      if Double(mask.area) / Double(box.size.count) < share { removed.insert(id) }
    }
    if !removed.isEmpty { remove(removed) }
  }
}
