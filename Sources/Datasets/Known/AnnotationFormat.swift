import Basics

/// Which tool wrote a JSON file, told by its members and not by its name.
enum AnnotationFormat: Equatable, Sendable {
  /// `shapes` of one picture.
  case labelme
  /// `regions` by picture, or a project that holds them.
  case via
  /// `image` and its `annotations`.
  case segmentAnything
  /// `objects` with a `geometryType`.
  case supervisely
  /// A format that is not read.
  case unread(UnreadFormat)
  /// Anything else: COCO's, for example.
  case other

  /// Reads a file as far as it must be known.
  ///
  /// - Throws: `SystemError`, or `JSONError` where it is no JSON.
  init(of path: String) throws {
    let file = try FileBytes(mapping: path)
    self = try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      reader.acceptsNonFinite = true
      do { return try Self.format(&reader) } catch let known as Known {
        return known.format
      } catch var error as JSONError {
        error.path = path
        throw error
      }
    }
  }

  /// The files of a format in a folder, or in the usual subfolders of one; a file stands for itself.
  ///
  /// Of a folder the first few JSON files are read; the others are taken for the same.
  static func files(_ format: AnnotationFormat, in path: String) throws -> [String] {
    guard Files.kind(of: path) == .folder else { return [path] }
    for place in [path]
      + ["annotations", "labels", "json", "jsons", "ann"].map({ "\(path)/\($0)" })
    {
      let files = jsonFiles(in: place)
      if files.prefix(mostRead).contains(where: { (try? Self(of: $0)) == format }) {
        return files.filter { !isOther($0, than: format, among: files.count) }
      }
    }
    return []
  }

  /// The same where the format is known: without any such file, those that cannot be read, whose opening says why.
  static func filesToOpen(_ format: AnnotationFormat, in path: String) throws -> [String] {
    let files = try files(format, in: path)
    return files.isEmpty
      ? jsonFiles(in: path).prefix(mostRead).filter { (try? Self(of: $0)) == nil } : files
  }

  /// Whether a folder holds such files; what cannot be read is none.
  static func isIn(_ path: String, _ format: AnnotationFormat) -> Bool {
    ((try? files(format, in: path)) ?? []).isEmpty == false
  }

  /// The JSON files in a folder, in order.
  static func jsonFiles(in folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).filter { $0.lowercased().hasSuffix(".json") }
      .map { "\(folder)/\($0)" }
  }

  private static let mostRead = 8

  /// Whether a file beside those of a format is of another, as a settings file; asked only of a few.
  private static func isOther(
    _ path: String, than format: AnnotationFormat, among count: Int
  ) -> Bool {
    guard count <= 4096, let found = try? Self(of: path) else { return false }
    return found != format
  }

  /// Ends the reading of a file of which enough is known.
  private struct Known: Error { let format: AnnotationFormat }

  private static func format(_ reader: inout JSONReader) throws -> AnnotationFormat {
    switch try reader.kind() {
    case .array:
      var found = AnnotationFormat.other
      try reader.forEachElement { reader in
        found =
          try UnreadFormat.ofList(members: Self.members(&reader)).map { .unread($0) } ?? .other
        throw Known(format: found)
      }
      return found
    case .object: return try formatOfObject(&reader)
    default: return .other
    }
  }

  private static func formatOfObject(_ reader: inout JSONReader) throws -> AnnotationFormat {
    var seen: Set<String> = []
    try reader.forEachMember { key, reader in
      seen.insert(key)
      let kind = try reader.kind()
      switch (key, kind) {
      case ("shapes", .array): throw Known(format: .labelme)
      case ("_via_img_metadata", .object): throw Known(format: .via)
      case ("image", .object): seen.insert("one image")
      case ("images", .array), ("images", .object): throw Known(format: .other)
      case ("annotations", .array) where seen.contains("one image"):
        throw Known(format: .segmentAnything)
      case ("objects", .array):
        let isOwn = try holdsGeometry(&reader)
        throw Known(format: isOwn ? .supervisely : .unread(.cityscapes))
      case (_, .object) where seen.count == 1:
        let members = try members(&reader)
        if members.isSuperset(of: ["filename", "regions"]) { throw Known(format: .via) }
        return
      default: break
      }
      try reader.skip()
    }
    if seen.isSuperset(of: ["one image", "annotations"]) { return .segmentAnything }
    return UnreadFormat.ofObject(members: seen).map { .unread($0) } ?? .other
  }

  /// Whether the first of a list of objects has a `geometryType`, or there is none.
  private static func holdsGeometry(_ reader: inout JSONReader) throws -> Bool {
    var isOwn: Bool?
    try reader.forEachElement { reader in
      if isOwn == nil {
        isOwn = try members(&reader).contains("geometryType")
      } else {
        try reader.skip()
      }
    }
    return isOwn ?? true
  }

  private static func members(_ reader: inout JSONReader) throws -> Set<String> {
    guard try reader.kind() == .object else {
      try reader.skip()
      return []
    }
    var members: Set<String> = []
    try reader.forEachMember { key, reader in
      members.insert(key)
      try reader.skip()
    }
    return members
  }
}
