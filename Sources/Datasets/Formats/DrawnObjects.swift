import Basics
import Imaging

/// The objects of a picture of COCO's kind, drawn and packed into layers.
struct DrawnObjects {
  let layers: [LabelMap]
  private(set) var regions: [RegionInfo] = []
  /// The objects that no pixel of the picture belongs to, in words.
  private(set) var empty: [String] = []

  /// Draws all objects in the size of the picture.
  ///
  /// - Parameter maxOverlap: see ``COCODataset/init(name:annotations:images:withoutObjects:maxOverlap:)``.
  init(
    of picture: InstancesFile.Picture, in file: InstancesFile, size: Size, maxOverlap: Double
  ) throws {
    var packing = LayerPacking(
      size: size, sample: FileName.stem(picture.baseName))
    try packing.reserve(picture.objects.count)
    var covering = maxOverlap < 1 ? CoveredPixels(size: size, limit: maxOverlap) : nil
    for object in picture.objects.map({ file.objects[$0] }) {
      try Cancellation.check()
      let mask = try file.mask(of: object, size: size)
      if mask.isEmpty {
        empty.append("annotation \(file.ids.text(of: object.id)) has no pixel in the image")
        continue
      }
      if covering?.takes(mask) == false { continue }
      let category = file.categories[object.category]
      regions.append(
        RegionInfo(
          try packing.add(mask), sourceID: file.ids.plain(object.id), category: category?.name,
          categoryID: file.ids.plain(object.category),
          kind: category?.isThing == false ? .stuff : .thing, isCrowd: object.isCrowd,
          area: mask.area))
    }
    layers = packing.nonEmptyLayers
  }
}

/// Which pixels objects have taken, so that those that lie mostly on others are left out as RITM does.
private struct CoveredPixels {
  /// An object is left out where a larger share of it, or of one before it, is covered by both.
  let limit: Double
  /// The last object at each pixel, by its number from 1.
  private var owners: [Int32]
  /// How many pixels each object has, seen or not; none is number 0.
  private var areas = [0]

  init(size: Size, limit: Double) {
    self.limit = limit
    owners = [Int32](repeating: 0, count: size.count)
  }

  /// Whether an object is taken; then its pixels are covered.
  mutating func takes(_ mask: Mask) -> Bool {
    let pixels = mask.codes.indices.filter { mask.codes[$0] == Mask.object }
    var shared: [Int32: Int] = [:]
    for pixel in pixels where owners[pixel] > 0 { shared[owners[pixel], default: 0] += 1 }
    let onOthers = Double(shared.values.reduce(0, +)) / Double(pixels.count)
    let ofOthers = shared.map { Double($0.value) / Double(areas[Int($0.key)]) }.max() ?? 0
    if max(onOthers, ofOthers) > limit { return false }
    for pixel in pixels { owners[pixel] = Int32(areas.count) }
    areas.append(pixels.count)
    return true
  }
}
