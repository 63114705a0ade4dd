import Basics
import Imaging

extension DatasetExport {
  /// Writes YOLO's segmentation: `images/`, `labels/` with a line an object, and `data.yaml`.
  ///
  /// A polygon goes along the sides of the object's pixels and joins its parts and holes by lines there and back, so that COCO's rule
  /// draws the same pixels. The folder appears whole or not at all.
  ///
  /// - Parameter folder: a folder that is not there yet.
  /// - Throws: `SystemError`, and what loading a sample throws.
  public func writeYOLO(to folder: String) throws -> Outcome {
    try Files.writeFolder(folder) { temporary in
      for part in ["images", "labels"] { try Files.makeFolder("\(temporary)/\(part)") }
      let names = ExportedNames(dataset)
      let pictures = try map { index, sample in
        _ = try names.writeImage(of: sample, at: index, to: "\(temporary)/images")
        return try YOLOPicture(sample)
      }
      let classes = ExportedClasses(
        pictures.flatMap { $0.objects.map { ($0.region.category, $0.region.categoryID) } },
        from: 0, isDense: true)
      var outcome = Outcome()
      for (index, picture) in pictures.enumerated() {
        for what in picture.losses { outcome.lose(what, in: picture.id) }
        let lines = picture.objects.map { object in
          "\(classes.number(of: object.region.category))\(object.corners)\n"
        }
        outcome.objects += lines.count
        try Files.write(
          Array(lines.joined().utf8), to: "\(temporary)/labels/\(names.stems[index]).txt")
      }
      outcome.images = pictures.count
      let settings =
        "train: images\nval: images\nnames:\n"
        + classes.named.map { "  \($0.number): \(JSONText.quoted($0.name))\n" }.joined()
      try Files.write(Array(settings.utf8), to: "\(temporary)/data.yaml")
      return outcome
    }
  }
}

/// What is written of an image.
private struct YOLOPicture: Sendable {
  let id: String
  var objects: [(region: RegionInfo, corners: String)] = []
  var losses: [String] = []

  init(_ sample: SegSample) throws {
    id = sample.info.id
    let size = sample.image.size
    let (references, others) = sample.exported
    losses = (0..<others).map { _ in "regions are no targets, and left out" }
    for reference in references {
      let mask = try sample.region(reference)
      let region = sample.info(of: reference)
      if region.isCrowd {
        losses.append("crowds, which YOLO does not have, are left out")
        continue
      }
      if mask.ignoredCount > 0 {
        losses.append("objects have ignored pixels, which become background")
      }
      let corners = ExactPolygons.whole(of: mask)
      guard !corners.isEmpty else {
        losses.append("objects without pixels are left out")
        continue
      }
      objects.append((region, Self.text(of: corners, size)))
    }
  }

  /// Shares of the sides with eight decimals: a corner stays within a ten-thousandth of a pixel.
  private static func text(of corners: [Int], _ size: Size) -> String {
    var text = ""
    for (index, corner) in corners.enumerated() {
      let side = index % 2 == 0 ? size.width : size.height
      text += " " + (Double(corner) / Double(side)).fixed(8)
    }
    return text
  }
}
