import Basics
import Imaging

/// OpenImages' segmentations (Benenson et al. 2019): one mask file an object, listed in a table.
///
/// `<split>/images/<ImageID>.jpg`, `<split>/masks/<MaskPath>`, and
/// `<split>-annotations-object-segmentation.csv` in either folder. Masks may have another size than their image; like
/// RITM, the smaller of both sizes is taken, masks by the nearest pixel. Above 0 is object.
public struct OpenImagesDataset: SegDataset {
  private struct Object: Sendable {
    let maskPath: String
    let label: String
  }

  private struct Item: Sendable {
    let id: String
    var objects: [Object]
  }

  /// `OpenImages`.
  public let name = "OpenImages"
  /// What the data set was recognised as.
  public var layout: String { "OpenImages: \(FileName.last(of: table)), split \(split)" }
  private let folder: String
  private let split: String
  private let table: String
  private let items: [Item]
  private let classNames: [String: String]

  /// Reads the table of a split; no picture is read yet. Images that are not there are left out.
  ///
  /// - Parameter split: `train`, `validation` or `test`, or whatever the folder is called.
  /// - Throws: `SystemError`, ``DatasetError/missingFile(_:of:)``,
  ///   ``DatasetError/badAnnotation(file:place:detail:)``, ``DatasetError/empty(name:)``.
  public init(_ folder: String, split: String = "validation") throws {
    let file = "\(split)-annotations-object-segmentation.csv"
    let places = ["\(folder)/\(file)", "\(folder)/\(split)/\(file)"]
    guard let table = places.first(where: { Files.kind(of: $0) == .file }) else {
      throw DatasetError.missingFile(places[0], of: "OpenImages")
    }
    let inside = "\(folder)/\(split)"
    let present = Set(try Files.list("\(inside)/images"))
    self.folder = inside
    self.split = split
    self.table = table
    items = try Self.items(in: table, masks: "\(inside)/masks").filter {
      present.contains("\($0.id).jpg")
    }
    guard !items.isEmpty else { throw DatasetError.empty(name: "\(inside)/images") }
    classNames = Self.classNames(in: folder)
  }

  private static func items(in path: String, masks: String) throws -> [Item] {
    let table = DelimitedText(try Files.read(path, limit: 1 << 31))
    guard let mask = table.column("MaskPath"), let image = table.column("ImageID"),
      let label = table.column("LabelName")
    else {
      throw DatasetError.badAnnotation(
        file: path, place: "line 1",
        detail: "the columns MaskPath, ImageID and LabelName are expected")
    }
    var places: [String: Int] = [:]
    var items: [Item] = []
    for (line, fields) in table.rows {
      guard fields.count == table.header.count else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(line)",
          detail: "\(fields.count) fields, but the header has \(table.header.count)")
      }
      let object = Object(maskPath: "\(masks)/\(fields[mask])", label: fields[label])
      if let place = places[fields[image]] {
        items[place].objects.append(object)
      } else {
        places[fields[image]] = items.count
        items.append(Item(id: fields[image], objects: [object]))
      }
    }
    return items
  }

  /// `class-descriptions….csv`: label and name, without a header.
  private static func classNames(in folder: String) -> [String: String] {
    var names: [String: String] = [:]
    for file in (try? Files.list(folder)) ?? []
    where file.contains("class-descriptions") && file.hasSuffix(".csv") {
      for line in (try? TextLines.read("\(folder)/\(file)")) ?? [] {
        let fields = line.split(separator: ",", maxSplits: 1)
        if fields.count == 2 { names[String(fields[0])] = String(fields[1]) }
      }
    }
    return names
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's id of 16 hexadecimal digits.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and the masks of its objects; each is a target.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let imagePath = FileName.picture(item.id, in: "\(folder)/images")
    var image = try ImageFile.read(imagePath)
    let masks = try item.objects.map { object in
      MaskRule.aboveZero.layer(of: try ImageFile.readRaster(object.maskPath)).region(1)
    }
    let size = masks.reduce(image.size) { smallest, mask in
      Size(
        height: min(smallest.height, mask.size.height), width: min(smallest.width, mask.size.width))
    }
    if image.size != size { image = try image.resized(to: size) }
    var packing = LayerPacking(size: size, sample: item.id)
    let regions = try zip(item.objects, masks).map { object, mask in
      RegionInfo(
        try packing.add(mask.size == size ? mask : try mask.resized(to: size)),
        category: classNames[object.label] ?? object.label, kind: .thing)
    }
    return SegSample(
      image: image, layers: packing.nonEmptyLayers,
      info: SampleInfo(
        id: item.id, imagePath: imagePath, maskPath: item.objects.first?.maskPath),
      regions: regions, targets: regions.map(\.region))
  }
}
