import Basics
import Imaging

extension AnnotatedDataset {
  /// CVAT for images 1.1: an XML of `<image>` elements with polygons, boxes, ellipses and masks.
  ///
  /// Shapes of one `group_id` and label are one object. Points, lines, cuboids and skeletons are left out.
  ///
  /// - Parameters:
  ///   - path: the XML file, or the folder that holds it.
  ///   - images: the images' folder where it is not around it.
  /// - Throws: `SystemError`, `XMLError`, ``DatasetError/badAnnotation(file:place:detail:)``,
  ///   ``DatasetError/unread(file:format:)``, ``DatasetError/empty(name:)``.
  public static func cvat(_ path: String, images: String? = nil) throws -> AnnotatedDataset {
    let file = try CVATFile.path(in: path)
    let pictures = try CVATFile(file).pictures
    let finder = PictureFinder(around: file, images: images)
    let ids = FileName.uniqueIDs(pictures.map(\.name))
    return try AnnotatedDataset(
      name: FileName.stem(FileName.last(of: path)),
      layout: "CVAT: \(FileName.last(of: file)), \(pictures.count) images"
        + finder.unnamed(besides: pictures.map(\.name)),
      items: zip(ids, pictures).map { id, picture in
        Item(id: id, file: file) {
          var annotation = picture.annotation
          annotation.picture = .file(try finder.path(of: picture.name, for: "CVAT"))
          return annotation
        }
      })
  }
}

extension FileName {
  /// The names without folders and endings, or as they are where these are not unique.
  static func uniqueIDs(_ names: [String]) -> [String] {
    let stems = names.map { stem(last(of: $0.split(separator: "\\").last.map(String.init) ?? $0)) }
    return Set(stems).count == stems.count && !stems.contains("") ? stems : names
  }
}

/// A file of CVAT.
struct CVATFile {
  /// A picture by its name, with what is annotated in it.
  struct Picture: Sendable {
    let name: String
    var annotation: PictureAnnotation
  }

  /// The pictures in the order of the file.
  private(set) var pictures: [Picture] = []

  init(_ path: String) throws {
    do {
      let file = try FileBytes(mapping: path)
      try file.withUnsafeBytes { bytes in
        try XMLReader.read(bytes) { root, reader in
          guard root.name == "annotations" else { throw Self.other(root, path) }
          try read(&reader, path)
        }
      }
    } catch var error as XMLError {
      error.path = path
      throw error
    }
  }

  private mutating func read(_ reader: inout XMLReader, _ path: String) throws {
    try reader.forEachChild { tag, reader in
      try Cancellation.check()
      switch tag.name {
      case "image":
        do { pictures.append(try Self.picture(tag, &reader)) } catch let error as BadShape {
          throw DatasetError.badAnnotation(
            file: path, place: "line \(reader.line(of: tag))", detail: error.detail)
        }
      case "track":
        throw DatasetError.unread(file: path, format: .cvatVideo)
      default: break
      }
    }
  }

  /// The XML file of a folder: the only one that is CVAT's; a file stands for itself.
  static func path(in path: String) throws -> String {
    guard Files.kind(of: path) == .folder else { return path }
    let files = files(in: path)
    guard let first = files.first else { throw DatasetError.empty(name: path) }
    guard files.count == 1 else {
      throw DatasetError.ambiguous(folder: path, choices: files.map { "datasets.cvat(\"\($0)\")" })
    }
    return first
  }

  /// CVAT's files in a folder and its `annotations/`.
  static func files(in folder: String) -> [String] {
    [folder, "\(folder)/annotations"].flatMap { place in
      ((try? Files.list(place)) ?? []).filter { $0.lowercased().hasSuffix(".xml") }.prefix(8)
        .map { "\(place)/\($0)" }
    }.filter { (try? root(of: $0)) == "annotations" }
  }

  /// The name of an XML file's first element.
  static func root(of path: String) throws -> String {
    struct Known: Error { let name: String }
    do {
      return try FileBytes(mapping: path).withUnsafeBytes { bytes in
        try XMLReader.read(bytes) { root, _ -> String in throw Known(name: root.name) }
      }
    } catch let known as Known { return known.name }
  }

  private static func other(_ root: XMLReader.Tag, _ path: String) -> DatasetError {
    UnreadFormat.ofXML(root: root.name).map { .unread(file: path, format: $0) }
      ?? .badAnnotation(
        file: path, place: "", detail: "found <\(root.name)>, expected CVAT's <annotations>")
  }
}
