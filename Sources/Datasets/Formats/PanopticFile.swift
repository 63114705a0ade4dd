import Basics

/// The JSON of a panoptic annotation.
struct PanopticFile: Sendable {
  /// A segment of an image.
  struct Segment: Sendable {
    var id = -1
    var category = -1
    var isCrowd = false
    /// In pixels, where the file has a number that counts them.
    var area: Int?
  }

  /// An annotated image.
  struct Entry: Sendable {
    var picture = InstancesFile.Picture()
    var maskName = ""
    var segments: [Segment] = []
  }

  let path: String
  private(set) var entries: [Entry] = []
  private(set) var categories: [Int: InstancesFile.Category] = [:]
  /// What the ids of pictures and classes are in the file.
  private(set) var ids = AnnotationIDs()

  init(_ path: String) throws { try self.init(FileBytes(mapping: path), path: path) }

  /// Reads the bytes of a file.
  init(_ file: FileBytes, path: String) throws {
    self.path = path
    var pictures: [Int: InstancesFile.Picture] = [:]
    var imageIDs: [Int] = []
    try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      reader.acceptsNonFinite = true
      do {
        try reader.forEachMember { key, reader in
          switch key {
          case "images":
            try reader.forEachValue { key, reader in
              let picture = try InstancesFile.picture(&reader, key: key, &ids)
              pictures[picture.id] = picture
            }
          case "categories":
            try reader.forEachValue { key, reader in
              let category = try InstancesFile.category(&reader, key: key, &ids)
              categories[category.id] = category
            }
          case "annotations":
            try reader.forEachValue { key, reader in
              if entries.count & 0xFFF == 0 { try Cancellation.check() }
              let (entry, image) = try Self.entry(&reader, key: key, &ids)
              entries.append(entry)
              imageIDs.append(image)
            }
          default: try reader.skip()
          }
        }
        try reader.finish()
      } catch var error as JSONError {
        error.path = path
        throw error
      }
    }
    for index in entries.indices {
      // Without a list of images, an image is named as its mask.
      let stem = FileName.stem(entries[index].maskName)
      entries[index].picture =
        pictures[imageIDs[index]] ?? InstancesFile.Picture(fileName: "\(stem).jpg")
    }
  }

  private static func entry(
    _ reader: inout JSONReader, key: String?, _ ids: inout AnnotationIDs
  ) throws -> (Entry, imageID: Int) {
    var (entry, image) = (Entry(), key.map { ids.number(of: $0) } ?? -1)
    try reader.forEachMember { key, reader in
      switch key {
      case "file_name": entry.maskName = try reader.string()
      case "image_id": image = try ids.take(&reader) ?? image
      case "segments_info":
        try reader.forEachValue { entry.segments.append(try segment(&$1, key: $0, &ids)) }
      default: try reader.skip()
      }
    }
    return (entry, image)
  }

  private static func segment(
    _ reader: inout JSONReader, key: String?, _ ids: inout AnnotationIDs
  ) throws -> Segment {
    var segment = Segment()
    if let key { segment.id = ids.number(of: key) }
    try reader.forEachMember { key, reader in
      switch key {
      case "id": segment.id = try ids.take(&reader) ?? segment.id
      case "category_id": segment.category = try ids.take(&reader) ?? segment.category
      case "iscrowd": segment.isCrowd = try reader.truth()
      case "area" where try reader.kind() == .number:
        segment.area = Int(exactly: try reader.double().rounded())
      default: try reader.skip()
      }
    }
    return segment
  }
}
