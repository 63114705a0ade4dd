import Basics
import Imaging

extension DatasetExport {
  /// Writes COCO's instances: targets and crowds with their classes, as run lengths, which are exact, or as polygons.
  ///
  /// Polygons go along the sides of pixels, so that pycocotools draws the same pixels; crowds stay run lengths. Images are
  /// named relative to the folder that holds them all.
  ///
  /// - Parameters:
  ///   - path: the JSON file.
  ///   - polygons: whether outlines are written.
  ///   - images: a folder that is made and to which the images are written; they stay where they are when `nil`.
  /// - Throws: `SystemError`, and what loading a sample throws.
  public func writeCOCO(
    to path: String, polygons: Bool = false, images: String? = nil
  ) throws -> Outcome {
    let names = ExportedNames(dataset)
    if let images { try Files.makeFolder(images) }
    let pictures = try map { index, sample in
      let written = try images.map { try names.writeImage(of: sample, at: index, to: $0) }
      return try COCOPicture(sample, polygons: polygons, name: written)
    }
    let root = images == nil ? FileName.commonFolder(pictures.compactMap(\.path)) : ""
    let classes = ExportedClasses(
      pictures.flatMap { $0.objects.map { ($0.region.category, $0.region.categoryID) } },
      from: 1, isDense: false)
    var outcome = Outcome()
    var annotations: [JSONText] = []
    for (index, picture) in pictures.enumerated() {
      for what in picture.losses { outcome.lose(what, in: picture.id) }
      if images == nil, picture.path == nil {
        outcome.lose("images have no file: --images writes them", in: picture.id)
      }
      for object in picture.objects {
        annotations.append(
          object.json(
            number: annotations.count + 1, image: index + 1,
            category: classes.number(of: object.region.category)))
      }
    }
    outcome.images = pictures.count
    outcome.objects = annotations.count
    let text = JSONText.object([
      ("info", .object([("description", .string(dataset.name))])),
      (
        "images",
        .array(
          pictures.enumerated().map { index, picture in
            .object([
              ("id", .number(index + 1)),
              (
                "file_name",
                .string(
                  picture.name ?? picture.path.map { String($0.dropFirst(root.count)) }
                    ?? names.stems[index] + ".png")
              ), ("height", .number(picture.size.height)), ("width", .number(picture.size.width)),
            ])
          })
      ),
      (
        "categories",
        .array(
          classes.named.map { .object([("id", .number($0.number)), ("name", .string($0.name))]) })
      ), ("annotations", .array(annotations)),
    ]).text
    try Files.write(Array((text + "\n").utf8), to: path)
    return outcome
  }
}

extension FileName {
  /// The folder that holds all of some files, with its slash; empty where there is none.
  static func commonFolder(_ paths: [String]) -> String {
    guard let first = paths.first, let slash = first.lastIndex(of: "/") else { return "" }
    var folder = first[...slash]
    for path in paths {
      while !folder.isEmpty, !path.hasPrefix(folder) {
        folder = folder.dropLast()
        folder = folder.lastIndex(of: "/").map { folder[...$0] } ?? ""
      }
    }
    return String(folder)
  }
}

/// What is written of an image.
private struct COCOPicture: Sendable {
  /// A region as text.
  struct Object: Sendable {
    let region: RegionInfo
    let area: Int
    let box: PixelBox
    let outline: JSONText

    func json(number: Int, image: Int, category: Int) -> JSONText {
      let size = box.size
      return .object([
        ("id", .number(number)), ("image_id", .number(image)), ("category_id", .number(category)),
        ("iscrowd", .number(region.isCrowd ? 1 : 0)), ("area", .number(area)),
        (
          "bbox",
          .array(
            [box.columns.lowerBound, box.rows.lowerBound, size.width, size.height].map {
              .number($0)
            })
        ), ("segmentation", outline),
      ])
    }
  }

  let id: String
  let size: Size
  /// The image's own file.
  let path: String?
  /// The name under which it was written.
  let name: String?
  var objects: [Object] = []
  var losses: [String] = []

  init(_ sample: SegSample, polygons: Bool, name: String?) throws {
    (id, size, path) = (sample.info.id, sample.image.size, sample.info.imagePath)
    self.name = name
    let (references, others) = sample.exported
    losses = (0..<others).map { _ in "regions are no targets, and left out" }
    for reference in references {
      let mask = try sample.region(reference)
      let region = sample.info(of: reference)
      guard let box = mask.boundingBox else {
        losses.append("objects without pixels are left out")
        continue
      }
      if mask.ignoredCount > 0 {
        losses.append("objects have ignored pixels, which become background")
      }
      objects.append(
        Object(
          region: region, area: mask.area, box: box,
          outline: polygons && !region.isCrowd ? Self.polygons(of: mask) : Self.runs(of: mask)))
    }
  }

  private static func polygons(of mask: Mask) -> JSONText {
    .array(ExactPolygons.components(of: mask).map { .array($0.map { .number($0) }) })
  }

  private static func runs(of mask: Mask) -> JSONText {
    .object([
      ("size", .array([.number(mask.size.height), .number(mask.size.width)])),
      ("counts", .string(COCORuns(of: mask).string)),
    ])
  }
}
