import Basics
@testable import Datasets
import Imaging

extension FuzzTarget {
  /// Reads COCO's instances and draws them as pycocotools does.
  static let coco = FuzzTarget(name: "coco") { bytes in
    try draw(bytes, maxOverlap: 1, .exact)
  }

  /// Reads LVIS's instances, and draws them as RITM does.
  static let lvis = FuzzTarget(name: "lvis") { bytes in
    try draw(bytes, maxOverlap: 0.5, .rounded)
  }

  /// The most pixels of a picture that is drawn: a file may claim any size, but a picture has its own.
  private static let mostPixels = 1 << 14

  private static func draw(
    _ bytes: [UInt8], maxOverlap: Double, _ drawing: InstancesFile.Drawing
  ) throws {
    var file = try InstancesFile(FileBytes(bytes), path: "fuzz.json")
    file.dropPicturesWithoutObjects()
    _ = try? file.uniqueIDs()
    for picture in file.pictures.prefix(4) {
      _ = try? ImageFinder(folders: []).path(of: picture, dataset: "fuzz")
      var size = picture.size ?? Size(height: 12, width: 17)
      if size.count > mostPixels { size = Size(height: 12, width: 17) }
      _ = try? DrawnObjects(of: picture, in: file, size: size, maxOverlap: maxOverlap)
      for object in picture.objects.prefix(64) {
        _ = try? file.mask(of: file.objects[object], size: size, drawing)
      }
    }
  }

  /// Reads COCO's panoptic annotation, and joins each image with a PNG that has its first segments.
  static let panoptic = FuzzTarget(name: "panoptic") { bytes in
    let file = try PanopticFile(FileBytes(bytes), path: "fuzz.json")
    for entry in file.entries.prefix(8) {
      let colors = entry.segments.prefix(16).flatMap { segment in
        (0..<3).map { UInt8(truncatingIfNeeded: segment.id >> (8 * $0)) }
      }
      let raster = Raster(
        size: Size(height: 1, width: colors.count / 3), channels: 3, bitDepth: 8,
        samples: .bytes(colors))
      _ = try? COCOPanopticDataset.segments(of: raster, entry, in: file, "fuzz.png")
    }
  }

  /// Reads a list of images and masks: JSON where the first character says so, else a table.
  static let manifest = FuzzTarget(name: "manifest") { bytes in
    let isJSON = bytes.first.map { [UInt8(ascii: "{"), UInt8(ascii: "[")].contains($0) } ?? false
    _ = try FolderDataset.items(ofList: bytes, isJSON ? "fuzz.jsonl" : "fuzz.csv")
  }

  /// Reads a MATLAB file as SBD's and as BSDS500's annotation.
  static let mat = FuzzTarget(name: "mat") { bytes in
    let file = try AnnotationMAT(bytes, path: "fuzz.mat")
    for name in ["GTinst", "GTcls"] {
      guard let truth = try? file.structure(name) else { continue }
      _ = file.integers(truth["Categories"])
      _ = try? file.labelMap(truth["Segmentation"])
    }
    for person in (try? file.structure("groundTruth"))?.elements ?? [] {
      _ = try? file.labelMap(person["Segmentation"])
    }
  }
}
