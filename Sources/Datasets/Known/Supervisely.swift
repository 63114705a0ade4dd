import Basics
import Imaging

extension AnnotatedDataset {
  /// Supervisely's: `img/<name>` with `ann/<name>.json`, in a data set's folder or in those of a project.
  ///
  /// Polygons with holes, rectangles and bitmaps are regions; points, lines and cuboids are left out.
  ///
  /// - Parameter folder: the data set's or the project's folder.
  /// - Throws: `SystemError`, ``DatasetError/empty(name:)``, ``DatasetError/sameID(id:dataset:)``.
  public static func supervisely(_ folder: String) throws -> AnnotatedDataset {
    let parts = try superviselyParts(of: folder)
    var items: [Item] = []
    for part in parts {
      let prefix = parts.count > 1 ? FileName.last(of: part) + "/" : ""
      let finder = PictureFinder(folders: ["\(part)/img"])
      for file in AnnotationFormat.jsonFiles(in: "\(part)/ann") {
        let name = FileName.stem(FileName.last(of: file))
        items.append(
          Item(id: prefix + (FileName.isPicture(name) ? FileName.stem(name) : name), file: file) {
            try SuperviselyFile(file, finder, name).annotation
          })
      }
    }
    return try AnnotatedDataset(
      name: FileName.last(of: folder),
      layout: "Supervisely: ann/, img/, \(items.count) images", items: items)
  }

  /// The folders with `ann/` and `img/`: the folder itself, or those in it.
  static func superviselyParts(of folder: String) throws -> [String] {
    func isPart(_ path: String) -> Bool {
      Files.kind(of: "\(path)/ann") == .folder && Files.kind(of: "\(path)/img") == .folder
    }
    if isPart(folder) { return [folder] }
    return try Files.list(folder).map { "\(folder)/\($0)" }.filter(isPart)
  }
}

/// One of Supervisely's files.
private struct SuperviselyFile {
  var annotation: PictureAnnotation

  init(_ path: String, _ finder: PictureFinder, _ name: String) throws {
    let json = try JSONValue(contentsOf: path, limit: 1 << 28)
    annotation = PictureAnnotation(
      .file(try finder.path(of: name, for: "Supervisely")),
      size: try json["size"]?.size(height: "height", width: "width"))
    for object in json["objects"]?.array ?? [] { try add(object) }
  }

  private mutating func add(_ json: JSONValue) throws {
    var object = DrawnObject(
      category: json["classTitle"]?.string, sourceID: json["id"]?.integer, outlines: [])
    let kind = json["geometryType"]?.string ?? ""
    switch kind {
    case "polygon":
      annotation.add(
        polygon: try (json["points"]?["exterior"] ?? .null).points(),
        holes: try (json["points"]?["interior"]?.array ?? []).map { try $0.points() }, of: object)
    case "rectangle":
      let points = try (json["points"]?["exterior"] ?? .null).points()
      guard points.count >= 4 else { throw BadShape(detail: "a rectangle has no two corners") }
      object.outlines = [
        .box(
          left: min(points[0], points[2]), top: min(points[1], points[3]),
          right: max(points[0], points[2]), bottom: max(points[1], points[3]))
      ]
      annotation.add(object)
    case "bitmap":
      object.outlines = [try Self.bitmap(json["bitmap"], in: annotation.size)]
      annotation.add(object)
    default: annotation.leaveOut(kind.isEmpty ? "an object without a shape" : "a \(kind)", object)
    }
  }

  /// A deflated PNG in Base64, whose alpha says what is object, or its one channel where it has none.
  private static func bitmap(_ json: JSONValue?, in picture: Size?) throws -> Outline {
    // A PNG of four channels is not larger than its bytes and some: what is has no place in the picture.
    let limit = picture.map { 5 * $0.count + (1 << 16) } ?? 1 << 26
    guard let origin = json?["origin"]?.array, origin.count == 2,
      let packed = json?["data"]?.string.flatMap({ Base64.decode($0.utf8) })
    else { throw BadShape(detail: "a bitmap has no origin, or no data in Base64") }
    let bytes: [UInt8]
    do {
      bytes = try Inflate.decompress(FileBytes(packed), wrapper: .zlib, limit: min(limit, 1 << 28))
    } catch {
      throw BadShape(detail: "the data of a bitmap cannot be decompressed to a part of the picture")
    }
    let raster = try MaskPicture.raster(of: bytes)
    let hasAlpha = raster.channels == 2 || raster.channels == 4 || raster.transparency != nil
    let mask =
      hasAlpha
      ? Mask(size: raster.size, codes: raster.alpha.values.map { $0 > 0 ? 1 : 0 })
      : MaskPicture.nonZero(raster)
    return .pixels(
      mask, row: try MaskPicture.place(origin[1].coordinate()),
      column: try MaskPicture.place(origin[0].coordinate()))
  }
}
