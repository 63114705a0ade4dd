import Basics

extension COCODataset {
  /// COCO in its usual folders: `annotations/instances_<split>.json`, and the images in `<split>/` or
  /// `images/<split>/`.
  ///
  /// - Parameter split: `val2017`, `train2017` or another; the first of these that is there when `nil`.
  /// - Throws: ``DatasetError/unknownSplit(split:dataset:known:)``, and what the file is wrong in.
  public static func coco(_ folder: String, split: String? = nil) throws -> COCODataset {
    let files = AnnotationFiles(folder: folder, prefix: "instances_")
    let split = try files.chosen(split, usual: ["val2017", "train2017"], dataset: "COCO")
    return try COCODataset(
      name: "COCO", annotations: files.path(of: split), images: files.imageFolders(of: split))
  }

  /// LVIS (Gupta, Dollár, Girshick 2019): `lvis_v1_<split>.json` beside COCO's images, or RITM's
  /// `<split>/lvis_<split>.json` with `<split>/images/`.
  ///
  /// - Parameter split: `val` or `train`.
  /// - Throws: ``DatasetError/unknownSplit(split:dataset:known:)``, and what the file is wrong in.
  public static func lvis(_ folder: String, split: String? = nil) throws -> COCODataset {
    for version in ["lvis_v1_", "lvis_v0.5_"] {
      let files = AnnotationFiles(folder: folder, prefix: version)
      guard !files.splits.isEmpty else { continue }
      let chosen = try files.chosen(split, usual: ["val", "train"], dataset: "LVIS")
      return try COCODataset(
        name: "LVIS", annotations: files.path(of: chosen),
        images: [folder, "\(folder)/images"] + files.imageFolders(of: chosen + "2017"))
    }
    let splits = ["val", "train"].filter {
      Files.kind(of: "\(folder)/\($0)/lvis_\($0).json") == .file
    }
    guard let chosen = split ?? splits.first, splits.contains(chosen) else {
      throw DatasetError.unknownSplit(split: split ?? "val", dataset: "LVIS", known: splits)
    }
    return try COCODataset(
      name: "LVIS", annotations: "\(folder)/\(chosen)/lvis_\(chosen).json",
      images: ["\(folder)/\(chosen)/images", folder])
  }
}

/// Annotation files whose names are a prefix and a split: `annotations/instances_val2017.json`.
struct AnnotationFiles {
  let folder: String
  let prefix: String
  /// The files' paths by their splits.
  private var paths: [String: String] = [:]

  init(folder: String, prefix: String) {
    self.folder = folder
    self.prefix = prefix
    for place in [folder, "\(folder)/annotations"] {
      for name in (try? Files.list(place)) ?? []
      where name.hasPrefix(prefix) && name.hasSuffix(".json") {
        paths[String(name.dropFirst(prefix.count).dropLast(".json".count))] = "\(place)/\(name)"
      }
    }
  }

  var splits: [String] { paths.keys.sorted() }

  func chosen(_ split: String?, usual: [String], dataset: String) throws(DatasetError) -> String {
    let choice = split ?? usual.first { paths[$0] != nil } ?? splits.first
    guard let choice, paths[choice] != nil else {
      throw .unknownSplit(split: split ?? usual[0], dataset: dataset, known: splits)
    }
    return choice
  }

  func path(of split: String) -> String { paths[split] ?? "" }

  /// Where a split's images may lie.
  func imageFolders(of split: String) -> [String] {
    ["\(folder)/\(split)", "\(folder)/images/\(split)", "\(folder)/images", folder]
  }
}
