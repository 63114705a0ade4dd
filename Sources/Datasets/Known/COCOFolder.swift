import Basics

extension COCODataset {
  /// COCO in its usual folders: `annotations/instances_<split>.json`, and the images in `<split>/` or
  /// `images/<split>/`.
  ///
  /// - Parameters:
  ///   - split: `val2017`, `train2017` or another; the first of these that is there when `nil`.
  ///   - images: the images' folder where it is another.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``, and what the file is wrong in.
  public static func coco(
    _ folder: String, split: String? = nil, images: String? = nil
  ) throws -> COCODataset {
    let files = AnnotationFiles(folder: folder, prefix: "instances_")
    let split = try files.chosen(split, usual: ["val2017", "train2017"], dataset: "COCO")
    return try COCODataset(
      name: "COCO", annotations: files.path(of: split),
      images: images.map { [$0] } ?? files.imageFolders(of: split))
  }

  /// LVIS (Gupta, Dollár, Girshick 2019): `lvis_v1_<split>.json` beside COCO's images, or RITM's
  /// `<split>/lvis_<split>.json` with `<split>/images/`.
  ///
  /// - Parameters:
  ///   - split: `val` or `train`.
  ///   - maxOverlap: see ``init(name:annotations:images:withoutObjects:maxOverlap:)``.
  /// - Throws: ``DatasetError/unknownSplit(_:of:in:known:)``, and what the file is wrong in.
  public static func lvis(
    _ folder: String, split: String? = nil, maxOverlap: Double = 1
  ) throws -> COCODataset {
    for version in ["lvis_v1_", "lvis_v0.5_"] {
      let files = AnnotationFiles(folder: folder, prefix: version)
      guard !files.splits.isEmpty else { continue }
      let chosen = try files.chosen(split, usual: ["val", "train"], dataset: "LVIS")
      return try COCODataset(
        name: "LVIS", annotations: files.path(of: chosen),
        images: [folder, "\(folder)/images"] + files.imageFolders(of: chosen + "2017"),
        maxOverlap: maxOverlap)
    }
    let splits = ["val", "train"].filter {
      Files.kind(of: "\(folder)/\($0)/lvis_\($0).json") == .file
    }
    guard let chosen = split ?? splits.first, splits.contains(chosen) else {
      throw DatasetError.unknownSplit(split ?? "val", of: "LVIS", in: folder, known: splits)
    }
    return try COCODataset(
      name: "LVIS", annotations: "\(folder)/\(chosen)/lvis_\(chosen).json",
      images: ["\(folder)/\(chosen)/images", folder], maxOverlap: maxOverlap)
  }
}

/// Annotation files whose names are a prefix and a split: `annotations/instances_val2017.json`.
struct AnnotationFiles {
  let folder: String
  /// The files' paths by their splits.
  private var paths: [String: String] = [:]

  /// Lists a folder and its `annotations/`.
  ///
  /// - Parameter fits: what a file must hold, where its name alone does not tell; of many files the first few are read.
  init(folder: String, prefix: String, where fits: ((AnnotationContent) -> Bool)? = nil) {
    self.folder = folder
    for place in [folder, "\(folder)/annotations"] {
      let names = ((try? Files.list(place)) ?? []).filter {
        $0.hasPrefix(prefix) && $0.hasSuffix(".json")
      }
      for name in fits == nil ? names : Array(names.prefix(Self.mostRead)) {
        let path = "\(place)/\(name)"
        if let fits {
          // A file of the usual name that cannot be read is what it is called: opening it says what is wrong.
          let content = try? AnnotationContent(of: path)
          guard content.map(fits) ?? !prefix.isEmpty else { continue }
        }
        paths[String(name.dropFirst(prefix.count).dropLast(".json".count))] = path
      }
    }
  }

  private static let mostRead = 16

  var splits: [String] { paths.keys.sorted() }

  func chosen(_ split: String?, usual: [String], dataset: String) throws(DatasetError) -> String {
    let choice = split ?? usual.first { paths[$0] != nil } ?? splits.first
    guard let choice, paths[choice] != nil else {
      throw .unknownSplit(split ?? usual[0], of: dataset, in: folder, known: splits)
    }
    return choice
  }

  func path(of split: String) -> String { paths[split] ?? "" }

  /// Where a split's images may lie.
  func imageFolders(of split: String) -> [String] {
    ["\(folder)/\(split)", "\(folder)/images/\(split)", "\(folder)/images", folder]
  }
}
