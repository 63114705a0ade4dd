import Basics

extension DatasetFolder {
  /// The layouts of annotation tools. Where masks lie as pictures beside the images, these are taken.
  static let annotationTools: [Layout] = [
    tool(
      "labelme", files: "a JSON a picture with its shapes", command: "datasets.labelme",
      recognises: { AnnotationFormat.isIn($0, .labelme) },
      open: { try AnnotatedDataset.labelme($0) }),
    tool(
      "CVAT", files: "an XML with <annotations>", command: "datasets.cvat",
      recognises: { !CVATFile.files(in: $0).isEmpty }, open: { try AnnotatedDataset.cvat($0) }),
    tool(
      "VIA", files: "VIA's JSON or CSV of regions", command: "datasets.via",
      recognises: { !VIAFile.files(in: $0).isEmpty }, open: { try AnnotatedDataset.via($0) }),
    tool(
      "YOLO", files: "images/ and labels/*.txt, alone or in parts", command: "datasets.yolo",
      recognises: { YOLOPlace.isIn($0) }, open: { try AnnotatedDataset.yolo($0) }),
    tool(
      "Supervisely", files: "img/ and ann/*.json, alone or in parts",
      command: "datasets.supervisely",
      recognises: { folder in
        ((try? AnnotatedDataset.superviselyParts(of: folder)) ?? []).contains {
          !AnnotationFormat.jsonFiles(in: "\($0)/ann").isEmpty
        }
      }, open: { try AnnotatedDataset.supervisely($0) }),
    tool(
      "run lengths", files: "a CSV with ImageId and EncodedPixels", command: "datasets.rle",
      recognises: { !AnnotatedDataset.runTables(in: $0).isEmpty },
      open: { try AnnotatedDataset.runLengths($0) }),
    tool(
      "annotations that are not read", files: "a usual folder of masks with another format",
      command: "open", recognises: { unread(in: $0) != nil },
      open: { folder in
        guard let (file, format) = unread(in: folder) else {
          throw DatasetError.empty(name: folder)
        }
        throw DatasetError.unread(file: file, format: format)
      }),
  ]

  /// A file of a format that is not read where masks are expected: Pascal VOC's boxes in `Annotations/`.
  private static func unread(in folder: String) -> (file: String, format: UnreadFormat)? {
    FolderDataset.usualPair(in: folder).flatMap { UnreadFormat.first(in: "\(folder)/\($0.masks)") }
  }

  /// SA-1B's files look like COCO's, but are one a picture.
  static let segmentAnything = tool(
    "SA-1B", files: "a JSON a picture with its image and annotations", command: "datasets.sa1b",
    recognises: { AnnotationFormat.isIn($0, .segmentAnything) },
    open: { try AnnotatedDataset.segmentAnything($0) })

  private static func tool(
    _ name: String, files: String, command: String,
    recognises: @escaping @Sendable (String) -> Bool,
    open: @escaping @Sendable (String) throws -> any SegDataset
  ) -> Layout {
    Layout(
      name: name, files: files, command: command,
      recognises: { !hasMasks($0.path) && recognises($0.path) }, open: open)
  }

  /// Whether a usual folder of masks holds pictures.
  private static func hasMasks(_ folder: String) -> Bool {
    guard let pair = FolderDataset.usualPair(in: folder) else { return false }
    return ((try? Files.list("\(folder)/\(pair.masks)")) ?? []).contains(where: FileName.isPicture)
  }

  /// Opens a file by its content: a manifest, an annotation of a tool's, or one of COCO's kind.
  static func openFile(_ path: String) throws -> any SegDataset {
    if let format = UnreadFormat(of: path) { throw DatasetError.unread(file: path, format: format) }
    switch FileName.ending(of: path) {
    case "json": return try openJSON(path)
    case "xml": return try AnnotatedDataset.cvat(path)
    case "yaml", "yml": return try AnnotatedDataset.yolo(path)
    case "csv" where VIAFile.isTable(path): return try AnnotatedDataset.via(path)
    case "csv" where AnnotatedDataset.isRunTable(path):
      return try AnnotatedDataset.runLengths(path)
    default: return try FolderDataset.manifest(path)
    }
  }

  private static func openJSON(_ path: String) throws -> any SegDataset {
    if try AnnotationContent.isManifest(path) { return try FolderDataset.manifest(path) }
    switch try AnnotationFormat(of: path) {
    case .labelme: return try AnnotatedDataset.labelme(path)
    case .via: return try AnnotatedDataset.via(path)
    case .segmentAnything: return try AnnotatedDataset.segmentAnything(path)
    case .supervisely: throw DatasetError.unread(file: path, format: .oneOfSupervisely)
    case .unread(let format): throw DatasetError.unread(file: path, format: format)
    case .other: break
    }
    switch try AnnotationContent(of: path) {
    case .instances:
      return try COCODataset.file(path, images: AnnotationPlaces.images(of: path))
    case .panoptic: return try COCOPanopticDataset.file(path)
    case .other(let members): throw DatasetError.notAnnotated(file: path, members: members)
    }
  }

  /// Whether a path's ending is that of a list of samples or an annotation.
  public static func isList(_ path: String) -> Bool {
    ["csv", "tsv", "json", "jsonl", "ndjson", "xml", "yaml", "yml"].contains(
      FileName.ending(of: path))
  }
}

extension FileName {
  /// What stands behind a name's last dot, in lower case.
  static func ending(of name: String) -> String {
    name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }
}
