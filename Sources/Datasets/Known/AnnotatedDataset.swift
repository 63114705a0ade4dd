import Basics
public import Imaging

/// Pictures annotated by a tool that stores outlines: labelme, CVAT, VIA, Supervisely, YOLO, SA-1B, run lengths.
///
/// Polygons are drawn as COCO's (``COCOPolygon``). Each object is a region and a target, crowds are regions alone;
/// objects that overlap come to lie on several layers. What is no region, as a point or a line, is named in
/// ``SegSample/leftOut``.
public struct AnnotatedDataset: PictureDataset {
  /// A picture of the data set.
  struct Item: Sendable {
    /// The sample's id.
    var id: String
    /// The file that holds the annotation.
    var file: String
    /// Reads what is annotated.
    var read: @Sendable () throws -> PictureAnnotation
  }

  /// The name that results are reported under.
  public let name: String
  /// What the data set was recognised as.
  public let layout: String
  private let items: [Item]

  /// Takes all samples; no picture is read yet.
  ///
  /// - Throws: ``DatasetError/empty(name:)``, ``DatasetError/sameID(id:dataset:)``.
  init(name: String, layout: String, items: [Item]) throws(DatasetError) {
    guard !items.isEmpty else { throw .empty(name: name) }
    try DatasetError.checkUnique(items.map(\.id), of: name)
    self.name = name
    self.layout = layout
    self.items = items
  }

  /// How the pictures are read; as they are stored unless told.
  public var pictures = ImageReadOptions()

  /// The picture's file.
  public func picturePath(at index: Int) -> String? {
    guard case .file(let path)? = try? items[index].read().picture else { return nil }
    return path
  }

  /// How many images there are.
  public var count: Int { items.count }

  /// The image's name without its ending.
  public func id(at index: Int) -> String { items[index].id }

  /// Reads an image and draws its objects.
  ///
  /// - Throws: `SystemError`, `ImageFileError`, `JSONError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   or ``DatasetError/sizesDiffer(image:imageSize:mask:maskSize:)``.
  public func sample(at index: Int) throws -> SegSample {
    let item = items[index]
    let annotation = try item.annotation()
    let (image, path) = try item.image(of: annotation, pictures)
    if let stated = annotation.size, stated != image.size {
      throw DatasetError.sizesDiffer(
        image: path ?? item.file, imageSize: image.size, mask: item.file, maskSize: stated)
    }
    var sample = SegSample(
      image: image, layers: [],
      info: SampleInfo(id: item.id, imagePath: path, maskPath: item.file), targets: [])
    sample.leftOut = annotation.leftOut
    try item.draw(annotation, into: &sample)
    return sample
  }
}

extension AnnotatedDataset.Item {
  fileprivate func annotation() throws -> PictureAnnotation {
    do { return try read() } catch let error as BadShape {
      throw DatasetError.badAnnotation(file: file, place: "", detail: error.detail)
    }
  }

  fileprivate func image(
    of annotation: PictureAnnotation, _ pictures: ImageReadOptions
  ) throws -> (Image, path: String?) {
    switch annotation.picture {
    case .file(let path): return (try ImageFile.read(path, options: pictures), path)
    case .bytes(let bytes):
      do { return (try ImageFile.decode(bytes, options: pictures), nil) } catch {
        throw ImageFileError(path: file, problem: error)
      }
    }
  }

  /// Draws each object and packs it into the sample's layers.
  fileprivate func draw(_ annotation: PictureAnnotation, into sample: inout SegSample) throws {
    let size = sample.image.size
    var packing = LayerPacking(size: size, sample: id)
    var ignored = Mask(size: size)
    for object in annotation.objects where object.isIgnored {
      ignored.add(try mask(of: object, annotation, size))
    }
    let hasIgnored = !ignored.isEmpty
    for object in annotation.objects where !object.isIgnored {
      try Cancellation.check()
      var mask = try mask(of: object, annotation, size)
      if mask.isEmpty {
        sample.leftOut.append("\(object.words), which has no pixel in the image")
        continue
      }
      let area = mask.area
      if hasIgnored { mask.ignore(ignored) }
      let region = try packing.add(mask)
      sample.regions.append(
        RegionInfo(
          region, sourceID: object.sourceID, category: object.category,
          categoryID: object.categoryID, isCrowd: object.isCrowd, area: area))
      if !object.isCrowd { sample.targets?.append(region) }
    }
    sample.layers = packing.nonEmptyLayers
  }

  private func mask(
    of object: DrawnObject, _ annotation: PictureAnnotation, _ size: Size
  ) throws -> Mask {
    var mask = Mask(size: size)
    for outline in object.outlines {
      do {
        try (annotation.isRelative ? outline.scaled(to: size) : outline).draw(into: &mask)
      } catch {
        throw DatasetError.badAnnotation(file: file, place: "", detail: error.detail)
      }
    }
    return mask
  }
}

extension Mask {
  /// Ignores the object pixels of another mask that are background here.
  fileprivate mutating func ignore(_ other: Mask) {
    for index in codes.indices
    where other.codes[index] == Mask.object && codes[index] == Mask.background {
      codes[index] = Mask.ignored
    }
  }
}
