import Basics

/// The JSON of a panoptic annotation.
struct PanopticFile: Sendable {
  /// A segment of an image.
  struct Segment: Sendable {
    var id = -1
    var category = -1
    var isCrowd = false
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

  init(_ path: String) throws {
    self.path = path
    let file = try FileBytes(mapping: path)
    var pictures: [Int: InstancesFile.Picture] = [:]
    var imageIDs: [Int] = []
    try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      do {
        try reader.forEachMember { key, reader in
          switch key {
          case "images":
            try reader.forEachElement { reader in
              let picture = try InstancesFile.picture(&reader)
              pictures[picture.id] = picture
            }
          case "categories":
            try reader.forEachElement { reader in
              let category = try InstancesFile.category(&reader)
              categories[category.id] = category
            }
          case "annotations":
            try reader.forEachElement { reader in
              let (entry, image) = try Self.entry(&reader)
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

  private static func entry(_ reader: inout JSONReader) throws -> (Entry, imageID: Int) {
    var (entry, image) = (Entry(), -1)
    try reader.forEachMember { key, reader in
      switch key {
      case "file_name": entry.maskName = try reader.string()
      case "image_id": image = try reader.integer()
      case "segments_info":
        try reader.forEachElement { entry.segments.append(try segment(&$0)) }
      default: try reader.skip()
      }
    }
    return (entry, image)
  }

  private static func segment(_ reader: inout JSONReader) throws -> Segment {
    var segment = Segment()
    try reader.forEachMember { key, reader in
      switch key {
      case "id": segment.id = try reader.integer()
      case "category_id": segment.category = try reader.integer()
      case "iscrowd": segment.isCrowd = try reader.truth()
      case "area": segment.area = Int(try reader.double().rounded())
      default: try reader.skip()
      }
    }
    return segment
  }
}
