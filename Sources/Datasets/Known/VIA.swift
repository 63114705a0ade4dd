import Basics
import Imaging

extension AnnotatedDataset {
  /// The VGG Image Annotator's (VIA 1 and 2): its JSON, its CSV, or a project.
  ///
  /// Polygons, rectangles, circles and ellipses are regions; points and lines are left out. The class is the first
  /// of a region's attributes that is a word.
  ///
  /// - Parameters:
  ///   - path: the file, or the folder that holds it.
  ///   - images: the images' folder where it is not around the file.
  /// - Throws: `SystemError`, `JSONError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   ``DatasetError/empty(name:)``.
  public static func via(_ path: String, images: String? = nil) throws -> AnnotatedDataset {
    let file = try VIAFile.path(in: path)
    let pictures = try VIAFile(file).pictures
    let finder = PictureFinder(around: file, images: images)
    let ids = FileName.uniqueIDs(pictures.map(\.name))
    return try AnnotatedDataset(
      name: FileName.stem(FileName.last(of: path)),
      layout: "VIA: \(FileName.last(of: file)), \(pictures.count) images"
        + finder.unnamed(besides: pictures.map(\.name)),
      items: zip(ids, pictures).map { id, picture in
        Item(id: id, file: file) {
          var annotation = picture.annotation
          annotation.picture = .file(try finder.path(of: picture.name, for: "VIA"))
          return annotation
        }
      })
  }
}

/// A file of VIA.
struct VIAFile {
  /// A picture by its name, with what is annotated in it.
  struct Picture: Sendable {
    let name: String
    var annotation: PictureAnnotation
  }

  /// The pictures in the order of the file.
  private(set) var pictures: [Picture] = []

  init(_ path: String) throws {
    if path.lowercased().hasSuffix(".csv") {
      try readTable(path)
    } else {
      try readJSON(path)
    }
  }

  private mutating func readJSON(_ path: String) throws {
    let json = try JSONValue(contentsOf: path, limit: 1 << 28)
    let entries = json["_via_img_metadata"] ?? json
    for (key, entry) in entries.object?.members ?? [] {
      guard let name = entry["filename"]?.string else { continue }
      var picture = Picture(name: name, annotation: PictureAnnotation(.file(name)))
      // VIA 1 numbers the regions, VIA 2 lists them.
      let regions = entry["regions"]?.array ?? entry["regions"]?.object?.members.map(\.value) ?? []
      do throws(BadShape) {
        for region in regions {
          try picture.add(region["shape_attributes"], region["region_attributes"])
        }
      } catch {
        throw DatasetError.badAnnotation(file: path, place: "'\(key)'", detail: error.detail)
      }
      pictures.append(picture)
    }
  }

  /// The table of VIA: a row a region, with its shape and attributes as JSON.
  private mutating func readTable(_ path: String) throws {
    let table = DelimitedText(try Files.read(path, limit: TextLines.limit))
    guard let name = table.column("filename", "#filename"),
      let shape = table.column("region_shape_attributes"),
      let attributes = table.column("region_attributes")
    else {
      throw DatasetError.badAnnotation(
        file: path, place: "line 1", detail: "a table of VIA has a column region_shape_attributes")
    }
    var places: [String: Int] = [:]
    for (line, fields) in table.rows {
      guard fields.count == table.header.count else {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(line)",
          detail: "\(fields.count) fields, but the header has \(table.header.count)")
      }
      let picture = fields[name]
      if places[picture] == nil {
        places[picture] = pictures.count
        pictures.append(
          Picture(name: picture, annotation: PictureAnnotation(.file(picture))))
      }
      do {
        try pictures[places[picture, default: 0]].add(
          JSONValue(line: Array(fields[shape].utf8), number: line, of: path),
          JSONValue(line: Array(fields[attributes].utf8), number: line, of: path))
      } catch let error as BadShape {
        throw DatasetError.badAnnotation(
          file: path, place: "line \(line)", detail: error.detail)
      }
    }
  }

  /// VIA's file of a folder: the only one; a file stands for itself.
  static func path(in path: String) throws -> String {
    guard Files.kind(of: path) == .folder else { return path }
    var files = files(in: path)
    if files.isEmpty { files = try AnnotationFormat.filesToOpen(.via, in: path) }
    guard let first = files.first else { throw DatasetError.empty(name: path) }
    guard files.count == 1 else {
      throw DatasetError.ambiguous(folder: path, choices: files.map { "datasets.via(\"\($0)\")" })
    }
    return first
  }

  /// VIA's files in a folder and its `annotations/`; a table counts where there is no JSON.
  static func files(in folder: String) -> [String] {
    for place in [folder, "\(folder)/annotations"] {
      let files = AnnotationFormat.jsonFiles(in: place).prefix(16).filter {
        (try? AnnotationFormat(of: $0)) == .via
      }
      if !files.isEmpty { return Array(files) }
      let tables = ((try? Files.list(place)) ?? []).filter { $0.lowercased().hasSuffix(".csv") }
        .prefix(16).map { "\(place)/\($0)" }.filter(isTable)
      if !tables.isEmpty { return Array(tables) }
    }
    return []
  }

  /// Whether a file is a table of VIA, by its header.
  static func isTable(_ path: String) -> Bool {
    TableHeader(of: path)?.names.contains("region_shape_attributes") ?? false
  }
}

extension VIAFile.Picture {
  /// Adds a region; one without a shape stands for an image without regions.
  fileprivate mutating func add(_ shape: JSONValue?, _ attributes: JSONValue?) throws(BadShape) {
    guard let shape, let kind = shape["name"]?.string else { return }
    var object = DrawnObject(category: Self.category(attributes), outlines: [])
    func number(_ key: String) throws(BadShape) -> Double {
      guard let value = shape[key] else { throw BadShape(detail: "a \(kind) has no \(key)") }
      return try value.coordinate()
    }
    switch kind {
    case "polygon": return annotation.add(polygon: try Self.corners(of: shape), of: object)
    case "rect":
      let (x, y) = (try number("x"), try number("y"))
      object.outlines = [
        .box(left: x, top: y, right: x + (try number("width")), bottom: y + (try number("height")))
      ]
    case "circle":
      let radius = try number("r")
      object.outlines = [
        .ellipse(x: try number("cx"), y: try number("cy"), radiusX: radius, radiusY: radius)
      ]
    case "ellipse":
      object.outlines = [
        .ellipse(
          x: try number("cx"), y: try number("cy"), radiusX: try number("rx"),
          radiusY: try number("ry"), angle: try shape["theta"]?.coordinate() ?? 0)
      ]
    default: return annotation.leaveOut("a \(kind)", object)
    }
    annotation.add(object)
  }

  private static func corners(of shape: JSONValue) throws(BadShape) -> [Double] {
    guard let xs = shape["all_points_x"]?.array, let ys = shape["all_points_y"]?.array,
      xs.count == ys.count
    else { throw BadShape(detail: "a polygon has not as many x as y") }
    var corners: [Double] = []
    for (x, y) in zip(xs, ys) {
      corners.append(try x.coordinate())
      corners.append(try y.coordinate())
    }
    return corners
  }

  /// The first attribute that is a word; of boxes to tick, the first that is ticked.
  private static func category(_ attributes: JSONValue?) -> String? {
    let members = attributes?.object?.members ?? []
    let usual = ["name", "class", "label", "category", "type"]
    let ordered = members.filter { usual.contains($0.key.lowercased()) } + members
    for (_, value) in ordered {
      if let word = value.string, !word.isEmpty { return word }
      let ticked = value.object?.members.first { $0.value.boolean == true }
      if let ticked { return ticked.key }
    }
    return nil
  }
}
