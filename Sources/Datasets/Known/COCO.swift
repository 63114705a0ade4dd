import Basics
public import Imaging

/// COCO's instances (Lin et al. 2014), LVIS's, and whatever is annotated in the same JSON.
///
/// Each object is a region, drawn as pycocotools draws it; objects that overlap come to lie on several
/// layers. Crowds (`iscrowd`) are regions but no targets.
public struct COCODataset: PictureDataset {
  /// `COCO`, `LVIS`, or the name of the annotation file.
  public let name: String
  /// What the data set was recognised as.
  public let layout: String
  private let file: InstancesFile
  private let images: ImageFinder
  private let ids: [String]
  private let maxOverlap: Double
  /// What the file annotates that is no object.
  public var remarks: [DatasetRemark] { file.remarks }

  /// Passes over the annotation file; no picture is read yet.
  ///
  /// - Parameters:
  ///   - annotations: the JSON file.
  ///   - images: folders in which the images lie.
  ///   - withoutObjects: whether images without any object are taken too.
  ///   - maxOverlap: an object is left out of which a larger share of its pixels belongs to objects before it that are
  ///     not, or that covers a larger share of one of these: RITM trains on LVIS with 0.5.
  /// - Throws: `SystemError`, `JSONError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   ``DatasetError/empty(name:)``.
  public init(
    name: String, annotations: String, images: [String], withoutObjects: Bool = false,
    maxOverlap: Double = 1
  ) throws {
    self.maxOverlap = maxOverlap
    var file = try InstancesFile(annotations)
    if !withoutObjects { file.dropPicturesWithoutObjects() }
    guard !file.pictures.isEmpty else { throw DatasetError.empty(name: annotations) }
    self.name = name
    self.file = file
    self.images = ImageFinder(folders: images)
    ids = try file.uniqueIDs()
    let (objects, classes) = (file.objectCount, file.categories.count)
    layout =
      "\(name): \(FileName.last(of: annotations)), \(objects) object\(objects == 1 ? "" : "s")"
      + " of \(classes) class\(classes == 1 ? "" : "es")"
  }

  /// Opens an annotation file alone; it is named `COCO`, `LVIS`, or as the file.
  public static func file(_ path: String, images: [String]) throws -> COCODataset {
    let stem = FileName.stem(FileName.last(of: path))
    return try COCODataset(
      name: stem.hasPrefix("lvis") ? "LVIS" : stem.hasPrefix("instances") ? "COCO" : stem,
      annotations: path, images: images)
  }

  /// How the pictures are read; as they are stored unless told.
  public var pictures = ImageReadOptions()

  /// The picture's file.
  public func picturePath(at index: Int) -> String? {
    try? images.path(of: file.pictures[index], dataset: name)
  }

  /// How many images there are.
  public var count: Int { file.pictures.count }

  /// The image's file name without its ending.
  public func id(at index: Int) -> String { ids[index] }

  /// Reads an image and draws its objects; the targets are those that are no crowds.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, `JSONError`,
  ///   ``DatasetError/missingFile(_:of:)``, ``DatasetError/badAnnotation(file:place:detail:)``, or
  ///   ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    let picture = file.pictures[index]
    let path = try images.path(of: picture, dataset: name)
    let image = try ImageFile.read(path, options: pictures)
    if let size = picture.size, size != image.size {
      throw DatasetError.sizesDiffer(
        image: path, imageSize: image.size, mask: file.path, maskSize: size)
    }
    let drawn = try DrawnObjects(of: picture, in: file, size: image.size, maxOverlap: maxOverlap)
    var sample = SegSample(
      image: image, layers: drawn.layers,
      info: SampleInfo(id: ids[index], imagePath: path, maskPath: file.path),
      regions: drawn.regions,
      targets: drawn.regions.filter { !$0.isCrowd }.map(\.region))
    sample.leftOut = drawn.empty
    return sample
  }
}

/// Finds a picture that an annotation file names: below its folders, by its name or its last part.
struct ImageFinder: Sendable {
  let folders: [String]

  func path(of picture: InstancesFile.Picture, dataset: String) throws(DatasetError) -> String {
    // LVIS names a picture by where it was published: …/train2017/000000391895.jpg.
    let parts = picture.url.split(separator: "/").map(String.init)
    // Exports from Windows divide the parts of a path by backslashes.
    let fileName = picture.fileName.contains("\\") ? picture.slashedName : picture.fileName
    let names =
      [fileName, FileName.last(of: fileName)]
      + (parts.count >= 2 ? [parts.suffix(2).joined(separator: "/"), parts[parts.count - 1]] : [])
    for folder in folders {
      for name in names where !name.isEmpty && !name.contains("..") {
        let path = "\(folder)/\(name)"
        if Files.kind(of: path) == .file { return path }
      }
    }
    throw .missingFile(
      "\(folders.first ?? ".")/\(names.last { !$0.isEmpty } ?? "")", of: dataset)
  }
}

extension InstancesFile.Picture {
  /// The name of the picture's file without folders.
  var baseName: String { FileName.last(of: fileName.isEmpty ? url : slashedName) }

  /// The file's name with slashes for backslashes.
  var slashedName: String { String(fileName.map { $0 == "\\" ? "/" : $0 }) }
}

extension InstancesFile {
  /// Each picture's name without its ending, or its id where names are not unique.
  func uniqueIDs() throws(DatasetError) -> [String] {
    let stems = pictures.map { FileName.stem($0.baseName) }
    if !stems.contains(""), Set(stems).count == stems.count { return stems }
    let numbers = pictures.map { ids.text(of: $0.id) }
    try DatasetError.checkUnique(numbers, of: path)
    return numbers
  }
}
