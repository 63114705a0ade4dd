import Basics

/// What a JSON file annotates, told by its first annotation and not by its name.
enum AnnotationContent: Equatable, Sendable {
  /// COCO's instances, or LVIS's: each annotation is an object with its `segmentation`.
  case instances
  /// COCO panoptic: each annotation is a PNG with its `segments_info`; the first one's name.
  case panoptic(mask: String)
  /// An object without such annotations; the names of its members.
  case other(members: [String])

  /// Whether it is ``panoptic(mask:)``.
  var isPanoptic: Bool {
    if case .panoptic = self { true } else { false }
  }

  /// So many annotations are looked at: the first ones may be boxes without outlines.
  private static let lookedAt = 100

  /// Whether a file is a list of entries with `image` and `mask`: a manifest as one JSON value.
  static func isManifest(_ path: String) throws -> Bool {
    try FileBytes(mapping: path).withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      var members: Set<String> = []
      do {
        guard try reader.kind() == .array else { return false }
        try reader.forEachElement { reader in
          guard members.isEmpty else { throw Known(content: .instances) }
          try reader.forEachMember { key, reader in
            members.insert(key)
            try reader.skip()
          }
        }
      } catch { return members.isSuperset(of: ["image", "mask"]) }
      return members.isSuperset(of: ["image", "mask"])
    }
  }

  /// Reads a file up to its first annotation that tells.
  ///
  /// - Throws: `SystemError`, or `JSONError` where it is no JSON object.
  init(of path: String) throws {
    let file = try FileBytes(mapping: path)
    self = try file.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      reader.acceptsNonFinite = true
      do { return try Self.read(&reader) } catch var error as JSONError {
        error.path = path
        throw error
      }
    }
  }

  /// Ends the reading of a file of which enough is known.
  private struct Known: Error { let content: AnnotationContent }

  private static func read(_ reader: inout JSONReader) throws -> AnnotationContent {
    var members: [String] = []
    do {
      try reader.forEachMember { key, reader in
        members.append(key)
        guard key == "annotations", try reader.kind().hasParts else { return try reader.skip() }
        var count = 0
        try reader.forEachValue { _, reader in
          // Some list the objects of each image under its id.
          guard try reader.kind() == .array else { return try look(at: &reader, &count, members) }
          try reader.forEachElement { try look(at: &$0, &count, members) }
        }
      }
    } catch let known as Known { return known.content }
    return .other(members: members)
  }

  private static func look(
    at reader: inout JSONReader, _ count: inout Int, _ members: [String]
  ) throws {
    if let content = try annotation(&reader) { throw Known(content: content) }
    count += 1
    if count >= lookedAt { throw Known(content: .other(members: members)) }
  }

  private static func annotation(_ reader: inout JSONReader) throws -> AnnotationContent? {
    guard try reader.kind() == .object else {
      try reader.skip()
      return nil
    }
    var (mask, hasSegments, hasOutline) = ("", false, false)
    try reader.forEachMember { key, reader in
      if key == "file_name", try reader.kind() == .string { return mask = try reader.string() }
      hasSegments = hasSegments || key == "segments_info"
      hasOutline = hasOutline || key == "segmentation"
      try reader.skip()
    }
    return hasSegments ? .panoptic(mask: mask) : hasOutline ? .instances : nil
  }
}

extension JSONReader.Kind {
  /// Whether it is a list or an object.
  var hasParts: Bool { self == .array || self == .object }
}

/// The folders in which the pictures that an annotation file names may lie.
enum AnnotationPlaces {
  /// The folders around a file: its own, that one's parent, and those in these and in their `images/` and
  /// `annotations/`.
  static func folders(around path: String) -> [String] {
    let own = parent(of: path)
    let roots = [own, parent(of: own)].flatMap { [$0, "\($0)/images", "\($0)/annotations"] }
    let all = roots.filter { Files.kind(of: $0) == .folder }.flatMap { root in
      [root] + folders(in: root).map { "\(root)/\($0)" }
    }
    var seen: Set<String> = []
    return all.filter { seen.insert($0).inserted }
  }

  private static func parent(of path: String) -> String {
    let name = FileName.last(of: path)
    if name == "." || name == ".." { return "\(path)/.." }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where a file's images may lie; first where its split's name leads, `val` or `val2017` of
  /// `instances_val.json`, since pictures of two splits may share names.
  static func images(of path: String) -> [String] {
    let split = FileName.stem(FileName.last(of: path)).split(separator: "_").last ?? ""
    let places = folders(around: path)
    let own = places.filter { ["\(split)", "\(split)2017"].contains(FileName.last(of: $0)) }
    return own + places.filter { !own.contains($0) }
  }

  /// The names of folders; one with a dot is taken for a file's, lest each of 100,000 pictures be asked.
  private static func folders(in root: String) -> [String] {
    ((try? Files.list(root)) ?? []).filter {
      !$0.contains(".") && Files.kind(of: "\(root)/\($0)") == .folder
    }
  }

  /// The folder of a panoptic file's PNG files: the one around it that holds the first of them, of several
  /// the one that is named as the file.
  ///
  /// - Throws: ``DatasetError/missingFile(_:of:)``, ``DatasetError/ambiguous(folder:choices:)``.
  static func maskFolder(of path: String, first: String) throws(DatasetError) -> String {
    let places = folders(around: path)
    let named = places.filter { FileName.last(of: $0) == FileName.stem(FileName.last(of: path)) }
    let holding = places.filter { !first.isEmpty && Files.kind(of: "\($0)/\(first)") == .file }
    if let best = named.first(where: holding.contains) { return best }
    guard let only = holding.first ?? named.first else {
      throw .missingFile("\(FileName.stem(path))/\(first)", of: "COCO panoptic")
    }
    guard holding.count <= 1 else {
      throw .ambiguous(
        folder: path,
        choices: holding.map { "datasets.coco_panoptic(\"\(path)\", masks=\"\($0)\")" })
    }
    return only
  }
}
