import Basics
import Imaging

extension AnnotatedDataset {
  /// SA-1B (Kirillov et al. 2023): `sa_<n>.jpg`, and beside it a JSON of its masks as COCO's run lengths.
  ///
  /// - Parameters:
  ///   - path: the folder, or one of its JSON files.
  ///   - images: the images' folder where it is another.
  /// - Throws: `SystemError`, ``DatasetError/empty(name:)``.
  public static func segmentAnything(
    _ path: String, images: String? = nil
  ) throws -> AnnotatedDataset {
    let files = try AnnotationFormat.filesToOpen(.segmentAnything, in: path)
    guard let first = files.first else { throw DatasetError.empty(name: path) }
    let finder = PictureFinder(around: first, images: images)
    return try AnnotatedDataset(
      name: "SA-1B", layout: "SA-1B: \(files.count) JSON files",
      items: files.map { file in
        let stem = FileName.stem(FileName.last(of: file))
        return Item(id: stem, file: file) {
          try SegmentAnythingFile(file, finder).annotation
        }
      })
  }
}

/// One of the files of SA-1B.
private struct SegmentAnythingFile {
  var annotation: PictureAnnotation

  init(_ path: String, _ finder: PictureFinder) throws {
    let json = try JSONValue(contentsOf: path, limit: 1 << 28)
    let stem = FileName.stem(FileName.last(of: path))
    let name = json["image"]?["file_name"]?.string ?? stem
    let image = try finder.find(name) ?? finder.path(of: stem, for: "SA-1B")
    annotation = PictureAnnotation(
      .file(image), size: try json["image"]?.size(height: "height", width: "width"))
    for object in json["annotations"]?.array ?? [] {
      let id = object["id"]?.integer
      do {
        annotation.add(
          DrawnObject(sourceID: id, outlines: [try Self.runs(object["segmentation"])]))
      } catch let fault as COCORuns.Fault {
        throw DatasetError.badAnnotation(
          file: path, place: "annotation \(id ?? -1)", detail: fault.words)
      }
    }
  }

  /// Run lengths as a string or as counts.
  private static func runs(_ json: JSONValue?) throws -> Outline {
    guard let sides = json?["size"]?.array, sides.count == 2, let height = sides[0].integer,
      let width = sides[1].integer
    else { throw BadShape(detail: "a segmentation has no size") }
    let size = try Size(stated: height, width)
    if let text = json?["counts"]?.string { return .runs(try COCORuns(size: size, string: text)) }
    let counts = try (json?["counts"]?.array ?? []).map { count in
      guard let count = count.integer else { throw BadShape(detail: "a run length is no number") }
      return count
    }
    return .runs(try COCORuns(size: size, counts: counts))
  }
}
