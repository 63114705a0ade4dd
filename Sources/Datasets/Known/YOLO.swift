import Basics
import Imaging

extension AnnotatedDataset {
  /// YOLO's segmentation (Ultralytics): `images/` with `labels/<name>.txt`, in parts as `images/val/` or `val/images/`,
  /// and `data.yaml` with the classes.
  ///
  /// A polygon is an object. Lines that are boxes are left out; a picture without a label file has no object.
  ///
  /// - Parameters:
  ///   - path: the folder, or its `data.yaml`.
  ///   - split: `val`, `train` or another part; the first of val, valid, test, train that is there when `nil`.
  /// - Throws: `SystemError`, ``DatasetError/unknownSplit(_:of:in:known:)``,
  ///   ``DatasetError/boxesAlone(file:)``, ``DatasetError/empty(name:)``.
  public static func yolo(_ path: String, split: String? = nil) throws -> AnnotatedDataset {
    let place = try YOLOPlace(path)
    let parts = try place.parts()
    let order = ["", "val", "valid", "val2017", "test", "train"]
    let names = parts.keys.sorted()
    let chosen = split ?? order.first { parts[$0] != nil } ?? names.first ?? ""
    guard let part = parts[chosen] else {
      throw DatasetError.unknownSplit(chosen, of: "YOLO", in: place.folder, known: names)
    }
    let pictures = try Files.list(part.images).filter(FileName.isPicture)
    guard !pictures.isEmpty else { throw DatasetError.empty(name: part.images) }
    try part.check()
    let isUnique = Set(pictures.map(FileName.stem)).count == pictures.count
    let labels = Set(part.labelFiles.map { FileName.stem($0) })
    let orphans = labels.subtracting(pictures.map(FileName.stem)).count
    let without = pictures.count { !labels.contains(FileName.stem($0)) }
    let others = names.filter { $0 != chosen && !$0.isEmpty }
    return try AnnotatedDataset(
      name: FileName.last(of: place.folder),
      layout: "YOLO: \(part.words), \(pictures.count) images"
        + (chosen.isEmpty ? "" : ", split \(chosen)")
        + (others.isEmpty ? "" : " (others: \(others.joined(separator: ", ")))")
        + (without == 0 ? "" : ", \(without) without a label file")
        + (orphans == 0 ? "" : ", \(orphans) label files without an image"),
      items: pictures.map { picture in
        let stem = FileName.stem(picture)
        let (file, image) = ("\(part.labels)/\(stem).txt", "\(part.images)/\(picture)")
        return Item(id: isUnique ? stem : picture, file: labels.contains(stem) ? file : image) {
          labels.contains(stem)
            ? try YOLOLabels.annotation(of: file, picture: image, names: place.settings.names)
            : PictureAnnotation(.file(image))
        }
      })
  }
}

/// Where a data set of YOLO's lies, and what its settings say.
struct YOLOPlace {
  let folder: String
  let settings: YOLOSettings

  /// A folder, or its `data.yaml`.
  init(_ path: String) throws {
    guard Files.kind(of: path) == .folder else {
      folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      settings = try YOLOSettings(path)
      return
    }
    let names = try Files.list(path).filter { name in
      [".yaml", ".yml"].contains { name.hasSuffix($0) } || name == "classes.txt"
    }
    let own = names.first { $0.hasPrefix("data.") } ?? names.last
    folder = path
    settings = try own.map { try YOLOSettings("\(path)/\($0)") } ?? YOLOSettings()
  }

  /// A folder of images and that of their labels.
  struct Part {
    let images: String
    let labels: String
    let words: String

    /// Whether labels and images lie in folders of their own.
    var isApart: Bool { images != labels }

    /// The names of the label files, in order.
    var labelFiles: [String] {
      ((try? Files.list(labels)) ?? []).filter { $0.hasSuffix(".txt") && $0 != "classes.txt" }
    }

    /// Throws where the first label files hold nothing but boxes.
    func check() throws {
      var boxes = 0
      for file in labelFiles.prefix(8) {
        let text = (try? Files.read("\(labels)/\(file)", limit: 1 << 20)) ?? []
        for line in text.split(separator: 0x0A) {
          let count = line.split(whereSeparator: { $0 <= 0x20 }).count
          if count > 6 { return }
          if count == 5 { boxes += 1 }
        }
      }
      if boxes > 0 { throw DatasetError.boxesAlone(file: labels) }
    }
  }

  /// The parts by their names; the one of a folder without parts has none.
  func parts() throws -> [String: Part] {
    var parts: [String: Part] = [:]
    func add(_ name: String, _ images: String, _ labels: String) {
      let (imagePath, labelPath) = ("\(folder)/\(images)", "\(folder)/\(labels)")
      guard Files.kind(of: imagePath) == .folder, Files.kind(of: labelPath) == .folder else {
        return
      }
      guard ((try? Files.list(labelPath)) ?? []).contains(where: { $0.hasSuffix(".txt") }) else {
        return
      }
      parts[name] = Part(images: imagePath, labels: labelPath, words: "\(images)/, \(labels)/")
    }
    add("", "images", "labels")
    for name in (try? Files.list("\(folder)/labels")) ?? [] where !name.contains(".") {
      add(name, "images/\(name)", "labels/\(name)")
    }
    for name in (try? Files.list(folder)) ?? [] where !name.contains(".") {
      add(name, "\(name)/images", "\(name)/labels")
    }
    if parts.isEmpty, Self.isFlat(folder) {
      parts[""] = Part(images: folder, labels: folder, words: "labels beside their images")
    }
    return parts
  }

  /// Whether label files lie beside the pictures of one folder.
  private static func isFlat(_ folder: String) -> Bool {
    let names = (try? Files.list(folder)) ?? []
    let stems = Set(names.filter(FileName.isPicture).map(FileName.stem))
    return names.lazy.filter { $0.hasSuffix(".txt") && stems.contains(FileName.stem($0)) }.prefix(8)
      .contains { YOLOLabels.isMeant(by: "\(folder)/\($0)") }
  }

  /// Whether a folder is such a data set: some label file has lines of YOLO's.
  static func isIn(_ folder: String) -> Bool {
    guard let place = try? YOLOPlace(folder), let parts = try? place.parts() else { return false }
    return parts.values.contains { part in
      let files = part.labelFiles.prefix(8).map { "\(part.labels)/\($0)" }
      return files.contains(where: YOLOLabels.isMeant)
        || part.isApart
          && files.allSatisfy { (try? Files.read($0, limit: 1 << 10))?.isEmpty == true }
    }
  }
}
