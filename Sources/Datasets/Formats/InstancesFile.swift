import Basics
import Imaging

/// COCO's instances JSON: images, categories, and for each image its objects as polygons or run lengths.
///
/// The file is mapped and passed over once. What is kept of an object is its facts and the place of its
/// outline, which is read when its sample is: half a gigabyte of JSON takes a few dozen bytes an object.
struct InstancesFile: Sendable {
  /// A picture as the file names it.
  struct Picture: Sendable {
    var id = -1
    var fileName = ""
    /// Where the picture was published; LVIS has no other name.
    var url = ""
    var size = Size(height: 0, width: 0)
    /// The annotations of it, as indices.
    var objects: [Int] = []
  }

  /// A class.
  struct Category: Sendable {
    var id = -1
    var name = ""
    var isThing: Bool?
  }

  /// An annotation without its outline.
  struct Object: Sendable {
    var id = -1
    var picture = -1
    var category = -1
    var isCrowd = false
    var area: Double?
    /// Where in the file its `segmentation` begins; -1 where it has none.
    var outline = -1
  }

  let path: String
  let file: FileBytes
  /// The pictures in the order of the file.
  private(set) var pictures: [Picture] = []
  /// The classes by their ids.
  private(set) var categories: [Int: Category] = [:]
  private(set) var objects: [Object] = []

  /// Passes over a file.
  ///
  /// - Throws: `SystemError`, `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)`` for an
  ///   annotation of a picture that is not listed.
  init(_ path: String) throws {
    self.path = path
    file = try FileBytes(mapping: path)
    let file = file
    try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      do {
        try read(&reader)
        try reader.finish()
      } catch var error as JSONError {
        error.path = path
        throw error
      }
    }
    try joinObjects()
  }

  private mutating func read(_ reader: inout JSONReader) throws {
    try reader.forEachMember { key, reader in
      switch key {
      case "images":
        try reader.forEachElement { pictures.append(try Self.picture(&$0)) }
      case "annotations":
        try reader.forEachElement { reader in
          if objects.count & 0xFFF == 0 { try Cancellation.check() }
          objects.append(try Self.object(&reader))
        }
      case "categories":
        try reader.forEachElement { reader in
          let category = try Self.category(&reader)
          categories[category.id] = category
        }
      default: try reader.skip()
      }
    }
  }

  static func picture(_ reader: inout JSONReader) throws -> Picture {
    var picture = Picture()
    let start = try reader.offset()
    var sides: (height: Int?, width: Int?) = (nil, nil)
    try reader.forEachMember { key, reader in
      switch key {
      case "id": picture.id = try reader.integer()
      case "file_name": picture.fileName = try reader.string()
      case "coco_url": picture.url = try reader.string()
      case "height": sides.height = try reader.integer()
      case "width": sides.width = try reader.integer()
      default: try reader.skip()
      }
    }
    guard let height = sides.height, let width = sides.width else {
      throw reader.error(.missing(member: sides.height == nil ? "height" : "width"), at: start)
    }
    guard (0...1 << 20).contains(height), (0...1 << 20).contains(width) else {
      throw reader.error(.outOfRange(number: "\(height)×\(width)"), at: start)
    }
    picture.size = Size(height: height, width: width)
    return picture
  }

  static func category(_ reader: inout JSONReader) throws -> Category {
    var category = Category()
    try reader.forEachMember { key, reader in
      switch key {
      case "id": category.id = try reader.integer()
      case "name": category.name = try reader.string()
      case "isthing": category.isThing = try reader.integer() != 0
      default: try reader.skip()
      }
    }
    return category
  }

  private static func object(_ reader: inout JSONReader) throws -> Object {
    var object = Object()
    try reader.forEachMember { key, reader in
      switch key {
      case "id": object.id = try reader.integer()
      case "image_id": object.picture = try reader.integer()
      case "category_id": object.category = try reader.integer()
      case "iscrowd": object.isCrowd = try reader.truth()
      case "area": object.area = try reader.takesNull() ? nil : try reader.double()
      case "segmentation":
        object.outline = try reader.offset()
        try reader.skip()
      default: try reader.skip()
      }
    }
    return object
  }

  /// Replaces the pictures' ids in the objects by their places, and lists each picture's objects.
  private mutating func joinObjects() throws {
    var places: [Int: Int] = [:]
    for (place, picture) in pictures.enumerated() {
      guard places.updateValue(place, forKey: picture.id) == nil else {
        throw DatasetError.badAnnotation(
          file: path, place: "image \(picture.id)", detail: "is listed twice")
      }
    }
    for index in objects.indices {
      guard let place = places[objects[index].picture] else {
        throw DatasetError.badAnnotation(
          file: path, place: "annotation \(objects[index].id)",
          detail: "is of image \(objects[index].picture), which is not listed")
      }
      objects[index].picture = place
      pictures[place].objects.append(index)
    }
  }

  /// Keeps only these of the pictures, and lets the objects know their new places.
  mutating func keep(_ kept: [Picture]) {
    pictures = kept
    for (place, picture) in kept.enumerated() {
      for index in picture.objects { objects[index].picture = place }
    }
  }
}

extension JSONReader {
  /// Takes a truth value that may be written as 0 or 1.
  mutating func truth() throws(JSONError) -> Bool {
    try kind() == .boolean ? boolean() : integer() != 0
  }
}
