import Basics
public import Imaging

/// Images with mask files: what most layouts of the field come down to.
///
/// Under a binary rule each mask file is an object to evaluate; under any other each region of each file is.
public struct FolderDataset: PictureDataset {
  /// An image and its mask files.
  public struct Item: Equatable, Sendable {
    /// The sample's id, unique in the data set.
    public var id: String
    /// The picture.
    public var imagePath: String
    /// The masks, one after the other.
    public var maskPaths: [String]
    /// The masks from which an evaluation of each of these starts; empty where it starts from nothing.
    public var initialMaskPaths: [String]
    /// What listing the files has found wrong; loading the sample throws it.
    var fault: DatasetError?

    /// Names the files of a sample.
    public init(
      id: String, imagePath: String, maskPaths: [String], initialMaskPaths: [String] = []
    ) {
      self.id = id
      self.imagePath = imagePath
      self.maskPaths = maskPaths
      self.initialMaskPaths = initialMaskPaths
    }
  }

  /// The name that results are reported under.
  public let name: String
  /// What the data set was recognised as.
  public let layout: String
  /// How the mask files are read, and why.
  public let decision: MaskDecision
  /// What the samples of the mask files mean.
  public var rule: MaskRule { decision.reading.rule }
  /// The samples' files, in the order of the data set.
  public let items: [Item]
  /// What was left out of the folders, or taken otherwise than by its name.
  public let remarks: [DatasetRemark]

  /// What makes the masks' meaning unclear; loading a sample throws it.
  public let doubt: UnclearMasks?
  /// Whether files are refused that the reading does not fit; those of a published data set are as they are.
  private let checksMasks: Bool

  /// Takes the files of all samples of a data set whose rule is known; no picture is read yet.
  ///
  /// - Throws: ``DatasetError/empty(name:)`` without items, ``DatasetError/sameID(id:dataset:)``.
  public init(
    name: String, layout: String, rule: MaskRule, items: [Item], remarks: [DatasetRemark] = []
  ) throws(DatasetError) {
    try self.init(
      name: name, layout: layout, decision: .success(MaskDecision(MaskReading(rule))),
      items: items, remarks: remarks, checksMasks: false)
  }

  /// Takes the files of all samples, and how ``MaskReader`` has decided to read them, or why it has not.
  ///
  /// - Throws: as the other.
  init(
    name: String, layout: String, decision: Result<MaskDecision, UnclearMasks>, items: [Item],
    remarks: [DatasetRemark] = [], checksMasks: Bool = true
  ) throws(DatasetError) {
    guard !items.isEmpty else { throw .empty(name: name) }
    try DatasetError.checkUnique(items.map(\.id), of: name)
    self.name = name
    self.layout = layout
    switch decision {
    case .success(let decided): (self.decision, doubt) = (decided, nil)
    case .failure(let unclear):
      (self.decision, doubt) = (MaskDecision(MaskReading(.labels)), unclear)
    }
    self.checksMasks = checksMasks
    self.items = items
    self.remarks = remarks
  }

  /// How the pictures are read; as they are stored unless told.
  public var pictures = ImageReadOptions()

  /// The picture's file.
  public func picturePath(at index: Int) -> String? { items[index].imagePath }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's name without its ending.
  public func id(at index: Int) -> String { items[index].id }

  /// Throws for the first image without a mask, and where it is unclear what the masks mean.
  public func check() throws(DatasetError) {
    if let doubt { throw .unclear(doubt) }
    for item in items { if let fault = item.fault { throw fault } }
  }

  /// Reads an image and its masks.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``,
  ///   or ``DatasetError/looksLikeLabels(mask:values:)`` where the rule would make a file with values all background.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    if let fault = item.fault { throw fault }
    if let doubt { throw doubt }
    let image = try ImageFile.read(item.imagePath, options: pictures)
    let info = SampleInfo(id: item.id, imagePath: item.imagePath, maskPath: item.maskPaths.first)
    var sample = SegSample(image: image, layers: [], info: info, targets: [])
    let maps = try item.maskPaths.map { try layer($0, of: item, size: image.size) }
    if rule.isBinary, maps.count > 1 {
      try addObjects(maps, to: &sample)
    } else {
      sample.layers = maps
      sample.targets =
        rule.isBinary ? [RegionReference(layer: 0, id: 1)] : sample.allRegions
    }
    for (region, path) in zip(sample.targets ?? [], item.initialMaskPaths) {
      sample.initialMasks[region] = try initialMask(path, of: item, size: image.size)
    }
    return sample
  }

  /// A mask to start from is one object, whatever the masks of the targets are.
  private func initialMask(_ path: String, of item: Item, size: Size) throws -> Mask {
    guard checksMasks, decision.isGuessed else {
      return try layer(path, of: item, size: size).region(1)
    }
    let mask = try MaskReader.mask(path).mask
    guard mask.size == size else {
      throw DatasetError.sizesDiffer(
        image: item.imagePath, imageSize: size, mask: path, maskSize: mask.size)
    }
    return mask
  }

  /// Packs the object of each file into few layers.
  private func addObjects(_ maps: [LabelMap], to sample: inout SegSample) throws {
    var packing = LayerPacking(size: sample.image.size, sample: sample.info.id)
    for map in maps { sample.targets?.append(try packing.add(map.region(1))) }
    sample.layers = packing.layers
  }

  private func layer(_ path: String, of item: Item, size: Size) throws -> LabelMap {
    let raster = try ImageFile.readRaster(
      path, options: ImageReadOptions(appliesOrientation: pictures.appliesOrientation))
    guard raster.size == size else {
      throw DatasetError.sizesDiffer(
        image: item.imagePath, imageSize: size, mask: path, maskSize: raster.size)
    }
    if checksMasks {
      try decision.check(raster, path)
    } else if let values = rule.valuesLost(in: raster) {
      throw DatasetError.looksLikeLabels(mask: path, values: values)
    }
    return decision.reading.layer(of: raster)
  }
}

extension MaskRule {
  /// The range of a file's values where the rule makes them all background although there are some:
  /// such a file holds region ids from 0 on, and not black and white.
  func valuesLost(in raster: Raster) -> ClosedRange<Int>? {
    guard self == .boundary128 || self == .above128, raster.palette == nil, raster.bitDepth >= 8
    else { return nil }
    guard let values = raster.firstChannelRange, values.upperBound > 1,
      values.upperBound >> (raster.bitDepth == 16 ? 8 : 0) < 128
    else { return nil }
    return Int(values.lowerBound)...Int(values.upperBound)
  }
}
