import Basics
import Imaging

extension AnnotatedDataset {
  /// Pictures annotated with labelme: a JSON file a picture, beside it or in a folder of its own.
  ///
  /// Polygons, rectangles, circles and masks are regions; those of one `group_id` and label are one object. Pixels of the
  /// label `__ignore__` do not count. Points and lines are left out.
  ///
  /// - Parameters:
  ///   - path: a folder of the JSON files, one around them, or one such file.
  ///   - images: the images' folder where it is not around these.
  /// - Throws: `SystemError`, ``DatasetError/empty(name:)``, ``DatasetError/sameID(id:dataset:)``.
  public static func labelme(_ path: String, images: String? = nil) throws -> AnnotatedDataset {
    let files = try AnnotationFormat.filesToOpen(.labelme, in: path)
    guard let first = files.first else { throw DatasetError.empty(name: path) }
    let finder = PictureFinder(around: first, images: images)
    return try AnnotatedDataset(
      name: FileName.stem(FileName.last(of: path)), layout: "labelme: \(files.count) JSON files",
      items: files.map { file in
        Item(id: FileName.stem(FileName.last(of: file)), file: file) {
          try LabelmeFile(file, finder).annotation
        }
      })
  }
}

/// One of labelme's files.
private struct LabelmeFile {
  var annotation: PictureAnnotation

  init(_ path: String, _ finder: PictureFinder) throws {
    let json = try JSONValue(contentsOf: path, limit: 1 << 28)
    annotation = PictureAnnotation(
      try Self.picture(of: json, path, finder),
      size: try json.size(height: "imageHeight", width: "imageWidth"))
    for shape in json["shapes"]?.array ?? [] { try add(shape) }
  }

  /// The picture's file beside the annotation, else the picture that this holds, else a file around it.
  private static func picture(
    of json: JSONValue, _ path: String, _ finder: PictureFinder
  ) throws -> PictureAnnotation.Picture {
    let name = json["imagePath"]?.string ?? ""
    let stem = FileName.stem(FileName.last(of: path))
    let own = PictureFinder(folders: [path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."])
    if let found = own.find(name) ?? own.find(stem) { return .file(found) }
    if let data = json["imageData"]?.string {
      guard let bytes = Base64.decode(data.utf8) else {
        throw BadShape(detail: "imageData is not in Base64")
      }
      return .bytes(bytes)
    }
    if let found = finder.find(name) ?? finder.find(stem) { return .file(found) }
    throw DatasetError.missingFile(name.isEmpty ? stem : name, of: "labelme")
  }

  private mutating func add(_ shape: JSONValue) throws {
    let label = shape["label"]?.string
    if label == "_background_" { return }
    var object = DrawnObject(category: label, outlines: [])
    object.isIgnored = label == "__ignore__"
    object.group = shape["group_id"]?.integer
    let points = try (shape["points"] ?? .array([])).points()
    let kind = shape["shape_type"]?.string ?? "polygon"
    switch (kind, points.count) {
    case ("polygon", _), ("oriented_rectangle", 8...): annotation.add(polygon: points, of: object)
    case ("rectangle", 4...):
      object.outlines = [
        .box(
          left: min(points[0], points[2]), top: min(points[1], points[3]),
          right: max(points[0], points[2]), bottom: max(points[1], points[3]))
      ]
      annotation.add(object)
    case ("circle", 4...):
      let (across, down) = (points[2] - points[0], points[3] - points[1])
      let radius = (across * across + down * down).squareRoot()
      object.outlines = [.ellipse(x: points[0], y: points[1], radiusX: radius, radiusY: radius)]
      annotation.add(object)
    case ("mask", 2...):
      object.outlines = [try Self.mask(shape["mask"]?.string, at: points)]
      annotation.add(object)
    case ("point", _), ("points", _), ("line", _), ("linestrip", _):
      annotation.leaveOut("a \(kind)", object)
    default:
      annotation.leaveOut("a \(kind) of \(points.count / 2) points", object)
    }
  }

  /// A PNG in Base64 whose first pixel lies at the first point; what is not 0 is object.
  private static func mask(_ text: String?, at points: [Double]) throws -> Outline {
    guard let bytes = text.flatMap({ Base64.decode($0.utf8) }) else {
      throw BadShape(detail: "a mask is not in Base64")
    }
    let raster = try MaskPicture.raster(of: bytes)
    return .pixels(
      MaskPicture.nonZero(raster), row: try MaskPicture.place(points[1]),
      column: try MaskPicture.place(points[0]))
  }
}

/// Masks that annotations hold as the bytes of a PNG.
enum MaskPicture {
  /// The picture of some bytes.
  static func raster(of bytes: [UInt8]) throws -> Raster {
    do { return try ImageFile.decodeRaster(bytes) } catch {
      throw BadShape(detail: "a mask cannot be read: \(error)")
    }
  }

  /// Object where the first channel is not 0.
  static func nonZero(_ raster: Raster) -> Mask {
    Mask(
      size: raster.size,
      codes: raster.channel(0) { $0 > 0 ? 1 : 0 }.map { UInt8(truncatingIfNeeded: $0) })
  }

  /// A coordinate as the pixel that it lies in.
  static func place(_ coordinate: Double) throws(BadShape) -> Int {
    guard abs(coordinate) < 1e9 else { throw BadShape(detail: "a mask lies at \(coordinate)") }
    return Int(coordinate.rounded(.down))
  }
}
