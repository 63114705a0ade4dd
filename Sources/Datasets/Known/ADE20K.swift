import Basics
import Imaging

/// ADE20K (Zhou et al. 2017), whole or as the scene parsing challenge has it.
///
/// - Whole (`images/…/ADE_train_00000001.jpg` beside `…_seg.png`, folders of any depth): each object is a
///   region. In the PNG the class is R / 10 · 256 + G and the object B, whose values are the ids; with `parts`, the files
///   `…_parts_1.png` and so on are further layers.
/// - SceneParsing (`images/<split>/`, `annotations/<split>/`): each class is a region, 1 to 150; 0 is unlabelled and ignored.
///   Files of 0 to 149 and 255, as trainers reduce them by one, are taken back: 255 is ignored, and 0 class 1.
///
/// The annotation leaves a choice: it has no targets.
public struct ADE20KDataset: SegDataset {
  /// Which form it is in.
  public enum Form: String, CaseIterable, Sendable {
    /// Objects, from `…_seg.png`.
    case full
    /// Classes.
    case sceneParsing = "scene_parsing"
  }

  /// `ADE20K`.
  public let name = "ADE20K"
  /// What the data set was recognised as.
  public var layout: String {
    form == .full
      ? "ADE20K: *.jpg with *_seg.png"
      : "ADE20K scene parsing: images/, annotations/, split \(split)"
        + (isReduced ? ", classes reduced by one" : "")
  }
  private let form: Form
  private let split: String
  private let items: [FolderDataset.Item]
  private let classNames: [Int: String]
  /// Whether classes are counted from 0 and 255 is what was 0.
  private let isReduced: Bool

  /// Lists the images of a split; no picture is read yet.
  ///
  /// - Parameters:
  ///   - folder: the folder that holds `images/`.
  ///   - split: `training` or `validation`; `train` and `val` mean these.
  ///   - parts: whether the objects' parts are further layers.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``, ``DatasetError/empty(name:)``.
  public init(_ folder: String, split: String = "validation", parts: Bool = false) throws {
    let usual = ["train": "training", "val": "validation"]
    self.split = usual[split] ?? split
    form = Files.kind(of: "\(folder)/annotations") == .folder ? .sceneParsing : .full
    let places = ["\(folder)/images/\(self.split)", "\(folder)/images/ADE/\(self.split)"]
    guard let images = places.first(where: { Files.kind(of: $0) == .folder }) else {
      let known = ((try? Files.list("\(folder)/images")) ?? []).filter {
        Files.kind(of: "\(folder)/images/\($0)") == .folder
      }
      throw DatasetError.unknownSplit(split, of: name, in: folder, known: known)
    }
    switch form {
    case .sceneParsing:
      items = try FolderDataset.Item.pairs(
        images: images, masks: "\(folder)/annotations/\(self.split)")
      classNames = Self.classNames(in: "\(folder)/objectInfo150.txt")
      isReduced = Self.areReduced(items)
    case .full:
      items = try Self.fullItems(below: images, parts: parts, depth: 0)
      classNames = [:]
      isReduced = false
    }
    guard !items.isEmpty else { throw DatasetError.empty(name: images) }
    try DatasetError.checkUnique(items.map(\.id), of: name)
  }

  /// Whether one of the first files has a value that no class has, and 255 instead of 0.
  private static func areReduced(_ items: [FolderDataset.Item]) -> Bool {
    items.prefix(8).contains { item in
      guard let path = item.maskPaths.first, let raster = try? ImageFile.readRaster(path),
        raster.palette == nil, raster.bitDepth == 8
      else { return false }
      return raster.firstChannelRange?.upperBound == 255
    }
  }

  private static func fullItems(
    below folder: String, parts: Bool, depth: Int
  ) throws -> [FolderDataset.Item] {
    guard depth <= 8 else { return [] }
    let names = try Files.list(folder)
    let present = Set(names)
    return try names.flatMap { name -> [FolderDataset.Item] in
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".jpg") {
        let stem = FileName.stem(name)
        guard present.contains("\(stem)_seg.png") else {
          throw DatasetError.noMask(image: path, folder: folder, expected: ["\(stem)_seg.png"])
        }
        let levels = parts ? (1...9).map { "\(stem)_parts_\($0).png" } : []
        let masks = ["\(stem)_seg.png"] + levels.prefix { present.contains($0) }
        return [
          FolderDataset.Item(id: stem, imagePath: path, maskPaths: masks.map { "\(folder)/\($0)" })
        ]
      }
      guard !name.contains("."), Files.kind(of: path) == .folder else { return [] }
      return try fullItems(below: path, parts: parts, depth: depth + 1)
    }
  }

  /// `objectInfo150.txt`: number, ratio, counts and name, separated by tabs.
  private static func classNames(in path: String) -> [Int: String] {
    var names: [Int: String] = [:]
    for line in (try? TextLines.read(path)) ?? [] {
      let fields = line.split(separator: "\t")
      guard fields.count >= 2, let number = Int(fields[0].filter(\.isNumber)) else { continue }
      names[number] = String(fields[fields.count - 1])
    }
    return names
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's name, for example `ADE_val_00000001`.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and its annotation.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, or
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let image = try ImageFile.read(item.imagePath)
    let info = SampleInfo(id: item.id, imagePath: item.imagePath, maskPath: item.maskPaths.first)
    var sample = SegSample(image: image, layers: [], info: info)
    for (level, path) in item.maskPaths.enumerated() {
      let raster = try ImageFile.readRaster(path)
      guard raster.size == image.size else {
        throw DatasetError.sizesDiffer(
          image: item.imagePath, imageSize: image.size, mask: path, maskSize: raster.size)
      }
      form == .full
        ? addObjects(raster, level: level, to: &sample) : addClasses(raster, to: &sample)
    }
    return sample
  }

  private func addClasses(_ raster: Raster, to sample: inout SegSample) {
    var layer = raster.labelMap(ignoring: isReduced ? 255 : 0)
    if isReduced { layer.raiseIDs() }
    sample.regions += layer.presentIDs.map { id in
      RegionInfo(
        RegionReference(layer: 0, id: id), sourceID: Int(id), category: classNames[Int(id)],
        categoryID: Int(id))
    }
    sample.layers.append(layer)
  }

  private func addObjects(_ raster: Raster, level: Int, to sample: inout SegSample) {
    guard raster.channels >= 3 else {
      sample.layers.append(raster.labelMap())
      return
    }
    let (red, green) = (raster.channel(0), raster.channel(1))
    let layer = LabelMap(size: raster.size, ids: raster.channel(2))
    var classes = [Int](repeating: 0, count: 256)
    for (index, id) in layer.ids.enumerated() where id < 256 {
      classes[Int(id)] = Int(red[index]) / 10 * 256 + Int(green[index])
    }
    sample.regions += layer.presentIDs.filter { $0 != 0 }.map { id in
      RegionInfo(
        RegionReference(layer: level, id: id), sourceID: Int(id),
        categoryID: id < 256 ? classes[Int(id)] : nil)
    }
    sample.layers.append(layer)
  }
}

extension LabelMap {
  /// Counts classes from 1 instead of 0.
  fileprivate mutating func raiseIDs() {
    self = LabelMap(size: size, ids: ids.map { $0 == Self.ignored ? $0 : min($0 + 1, 255) })
  }
}
