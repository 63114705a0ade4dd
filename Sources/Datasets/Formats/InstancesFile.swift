import Basics
import Imaging

/// COCO's instances JSON: images, categories, and for each image its objects as polygons or run lengths.
///
/// The file is mapped and passed over once. What is kept of an object is its facts and the place of its
/// outline, which is read when its sample is: half a gigabyte of JSON takes a few dozen bytes an object.
///
/// What exporters write otherwise is read, too: ids that are strings, objects by their ids instead of lists,
/// `NaN`. Annotations that nothing can be drawn of, or whose image is not listed, are left out and counted.
struct InstancesFile: Sendable {
  /// A picture as the file names it.
  struct Picture: Sendable {
    var id = -1
    var fileName = ""
    /// Where the picture was published; LVIS has no other name.
    var url = ""
    /// Height and width; `nil` where the file does not say.
    var size: Size?
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
    /// Where in the file its `segmentation` begins; -1 where it has none.
    var outline = -1
    var shape = OutlineShape.missing
  }

  let path: String
  let file: FileBytes
  /// The pictures in the order of the file.
  private(set) var pictures: [Picture] = []
  /// The classes by their ids.
  private(set) var categories: [Int: Category] = [:]
  private(set) var objects: [Object] = []
  /// What the ids of pictures, classes and objects are in the file.
  private(set) var ids = AnnotationIDs()
  /// What was left out.
  private(set) var remarks: [DatasetRemark] = []

  /// Passes over a file.
  ///
  /// - Throws: `SystemError`, `JSONError`, or ``DatasetError/badAnnotation(file:place:detail:)`` for a picture
  ///   that is listed twice.
  init(_ path: String) throws { try self.init(FileBytes(mapping: path), path: path) }

  /// Passes over the bytes of a file.
  init(_ file: FileBytes, path: String) throws {
    self.path = path
    self.file = file
    try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      reader.acceptsNonFinite = true
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
        try reader.forEachValue { key, reader in
          pictures.append(try Self.picture(&reader, key: key, &ids))
        }
      case "annotations":
        try reader.forEachValue { key, reader in
          // Some list the objects of each image under its id.
          guard try reader.kind() == .array else { return try addObject(&reader, key: key) }
          try reader.forEachElement { try addObject(&$0, image: key) }
        }
      case "categories":
        try reader.forEachValue { key, reader in
          let category = try Self.category(&reader, key: key, &ids)
          categories[category.id] = category
        }
      default: try reader.skip()
      }
    }
  }

  private mutating func addObject(
    _ reader: inout JSONReader, key: String? = nil, image: String? = nil
  ) throws {
    if objects.count & 0xFFF == 0 { try Cancellation.check() }
    var object = Object()
    if let key { object.id = ids.number(of: key) }
    if let image { object.picture = ids.number(of: image) }
    try reader.forEachMember { key, reader in
      switch key {
      case "id": object.id = try ids.take(&reader) ?? object.id
      case "image_id": object.picture = try ids.take(&reader) ?? object.picture
      case "category_id": object.category = try ids.take(&reader) ?? object.category
      case "iscrowd": object.isCrowd = try reader.truth()
      case "segmentation":
        object.outline = try reader.offset()
        object.shape = try OutlineShape(&reader)
      default: try reader.skip()
      }
    }
    objects.append(object)
  }

  /// Replaces the pictures' ids in the objects by their places, and lists each picture's objects.
  private mutating func joinObjects() throws {
    var places: [Int: Int] = [:]
    for (place, picture) in pictures.enumerated() {
      guard places.updateValue(place, forKey: picture.id) == nil else {
        throw DatasetError.badAnnotation(
          file: path, place: "image \(ids.text(of: picture.id))", detail: "is listed twice")
      }
    }
    var left = LeftOut()
    for index in objects.indices {
      let object = objects[index]
      guard let place = places[object.picture] else {
        left.orphans.append(ids.text(of: object.id))
        continue
      }
      objects[index].picture = place
      if left.takes(object, ids) { pictures[place].objects.append(index) }
    }
    remarks += left.remarks
  }

  /// How many objects the pictures have.
  var objectCount: Int { pictures.reduce(0) { $0 + $1.objects.count } }

  /// Leaves the pictures without objects out.
  mutating func dropPicturesWithoutObjects() {
    let dropped = pictures.filter(\.objects.isEmpty)
    guard !dropped.isEmpty else { return }
    remarks.append(.imagesWithoutObjects(dropped.map(\.baseName)))
    pictures.removeAll(where: \.objects.isEmpty)
    for (place, picture) in pictures.enumerated() {
      for index in picture.objects { objects[index].picture = place }
    }
  }

  /// The annotations that are no objects, by their ids.
  private struct LeftOut {
    var orphans: [String] = []
    private var missing: [String] = []
    private var flat: [String] = []
    private var odd: [String] = []
    private var partly: [String] = []

    /// Whether something can be drawn of an object; it is noted where not.
    mutating func takes(_ object: Object, _ ids: AnnotationIDs) -> Bool {
      switch object.shape {
      case .drawable: return true
      case .partlyDrawable:
        partly.append(ids.text(of: object.id))
        return true
      case .missing: missing.append(ids.text(of: object.id))
      case .fewCorners: flat.append(ids.text(of: object.id))
      case .oddCoordinates: odd.append(ids.text(of: object.id))
      }
      return false
    }

    var remarks: [DatasetRemark] {
      [
        .annotationsOfNoImage(orphans), .annotationsWithoutOutline(missing),
        .annotationsOfFewCorners(flat), .annotationsOfOddCoordinates(odd),
        .annotationsPartlyDrawn(partly),
      ].filter { !$0.names.isEmpty }
    }
  }
}
