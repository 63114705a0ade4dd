import Basics
public import Imaging

/// COCO panoptic (Kirillov et al. 2019): every pixel of an image belongs to one segment, thing or stuff.
///
/// A PNG holds each pixel's segment as R + 256·G + 65536·B, and the JSON what the segments are. Such numbers
/// do not fit the 16 bits of a layer: the segments of an image are numbered from 1 in the order of the JSON, and
/// ``RegionInfo/sourceID`` keeps their own. Pixels of 0 are ignored: nobody said what is there.
public struct COCOPanopticDataset: PictureDataset {
  /// `COCO_panoptic`.
  public var name: String { "COCO_panoptic" }
  /// What the data set was recognised as.
  public var layout: String {
    "COCO panoptic: \(FileName.last(of: file.path)), \(FileName.last(of: masks))/"
  }
  private let file: PanopticFile
  private let masks: String
  private let images: ImageFinder
  private let ids: [String]

  /// Reads the annotation file; no picture is read yet.
  ///
  /// - Parameters:
  ///   - annotations: the JSON file.
  ///   - masks: the folder of the PNG files.
  ///   - images: folders in which the images lie.
  /// - Throws: `SystemError`, `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)``.
  public init(annotations: String, masks: String, images: [String]) throws {
    try self.init(file: PanopticFile(annotations), masks: masks, images: images)
  }

  private init(file: PanopticFile, masks: String, images: [String]) throws(DatasetError) {
    guard !file.entries.isEmpty else { throw DatasetError.empty(name: file.path) }
    self.file = file
    self.masks = masks
    self.images = ImageFinder(folders: images)
    ids = file.entries.map { FileName.stem($0.maskName) }
    try DatasetError.checkUnique(ids, of: file.path)
  }

  /// COCO's usual folders: `annotations/panoptic_<split>.json`, the PNG files in a folder of the same name
  /// beside it or in the folder itself, the images in `<split>/` or `images/<split>/`.
  ///
  /// Where there is no such file, the folder's only JSON that is panoptic by its content.
  ///
  /// - Parameter split: `val2017`, `train2017` or another; the first of these that is there when `nil`.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``,
  ///   ``DatasetError/ambiguous(folder:choices:)``, and as ``file(_:masks:images:)``.
  public init(_ folder: String, split: String? = nil) throws {
    let named = AnnotationFiles(folder: folder, prefix: "panoptic_", where: \.isPanoptic)
    let known =
      named.splits.isEmpty
      ? AnnotationFiles(folder: folder, prefix: "", where: \.isPanoptic) : named
    if split == nil, named.splits.isEmpty, known.splits.count > 1 {
      throw DatasetError.ambiguous(
        folder: folder,
        choices: known.splits.map { "datasets.coco_panoptic(\"\(known.path(of: $0))\")" })
    }
    let chosen = try known.chosen(split, usual: ["val2017", "train2017"], dataset: "COCO panoptic")
    self = try Self.file(known.path(of: chosen))
  }

  /// Opens an annotation file alone.
  ///
  /// - Parameters:
  ///   - masks: the folder of the PNG files; the one around the file that holds the first of them when `nil`.
  ///   - images: the folder of the images; looked for around the file when `nil`.
  /// - Throws: ``DatasetError/missingFile(_:of:)``, ``DatasetError/ambiguous(folder:choices:)``, and as
  ///   ``init(annotations:masks:images:)``.
  public static func file(
    _ path: String, masks: String? = nil, images: String? = nil
  ) throws -> COCOPanopticDataset {
    let file = try PanopticFile(path)
    guard let first = file.entries.first else { throw DatasetError.empty(name: path) }
    return try COCOPanopticDataset(
      file: file, masks: masks ?? AnnotationPlaces.maskFolder(of: path, first: first.maskName),
      images: images.map { [$0] } ?? AnnotationPlaces.images(of: path))
  }

  /// How the pictures are read; as they are stored unless told.
  public var pictures = ImageReadOptions()

  /// The picture's file.
  public func picturePath(at index: Int) -> String? {
    try? images.path(of: file.entries[index].picture, dataset: name)
  }

  /// How many images there are.
  public var count: Int { file.entries.count }

  /// The PNG's name without its ending.
  public func id(at index: Int) -> String { ids[index] }

  /// Reads an image and its segments. The annotation leaves a choice: it has no targets.
  ///
  /// - Throws: `SystemError`, `ImageFileError`,
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``, or
  ///   ``DatasetError/badAnnotation(file:place:detail:)`` where a segment is not in the PNG, or the other way round.
  public func sample(at index: Int) throws -> SegSample {
    let imagePath = try images.path(of: file.entries[index].picture, dataset: name)
    let image = try ImageFile.read(imagePath, options: pictures)
    let path = "\(masks)/\(file.entries[index].maskName)"
    let (layer, regions) = try annotation(at: index, size: image.size)
    return SegSample(
      image: image, layers: [layer],
      info: SampleInfo(id: ids[index], imagePath: imagePath, maskPath: path), regions: regions)
  }

  /// The segments of an image; of a known size unless that is `nil`.
  func annotation(at index: Int, size: Size?) throws -> (LabelMap, [RegionInfo]) {
    let entry = file.entries[index]
    let path = "\(masks)/\(entry.maskName)"
    let raster = try ImageFile.readRaster(path)
    if let size, raster.size != size {
      throw DatasetError.sizesDiffer(
        image: ids[index], imageSize: size, mask: path, maskSize: raster.size)
    }
    return try Self.segments(of: raster, entry, in: file, path)
  }

  /// The segments of a PNG, numbered in the order of the JSON.
  static func segments(
    of raster: Raster, _ entry: PanopticFile.Entry, in file: PanopticFile, _ path: String
  ) throws -> (LabelMap, [RegionInfo]) {
    let (painted, numbers) = MaskRule.byColor(raster)
    let order = try order(of: numbers, in: entry, path, listedIn: file.path)
    let layer = painted.relabelled(by: order)
    let regions = entry.segments.enumerated().map { place, segment in
      let category = file.categories[segment.category]
      return RegionInfo(
        RegionReference(layer: 0, id: UInt16(place + 1)), sourceID: segment.id,
        category: category?.name, categoryID: file.ids.plain(segment.category),
        kind: category?.isThing.map { $0 ? .thing : .stuff }, isCrowd: segment.isCrowd,
        area: segment.area)
    }
    return (layer, regions)
  }

  /// For each painted id from 0 on, the segment's place from 1 in the JSON.
  private static func order(
    of numbers: [Int], in entry: PanopticFile.Entry, _ path: String, listedIn list: String
  ) throws(DatasetError) -> [UInt16] {
    guard entry.segments.count < Int(LabelMap.ignored) else {
      throw .tooManyRegions(sample: path, limit: Int(LabelMap.ignored) - 1)
    }
    var places: [Int: UInt16] = [:]
    for (place, segment) in entry.segments.enumerated() {
      places[segment.id] = UInt16(place + 1)
    }
    var order = [LabelMap.ignored]
    for number in numbers {
      guard let place = places[number] else {
        throw .badAnnotation(
          file: path, place: "", detail: "segment \(number) is not listed in \(list)")
      }
      order.append(place)
    }
    if let missing = Set(places.keys).subtracting(numbers).min() {
      throw .badAnnotation(
        file: path, place: "", detail: "it has no pixel of segment \(missing), which is listed")
    }
    return order
  }
}
