import Imaging

/// The rules by which one image's masks of COCO and of LVIS become one annotation.
public struct COCOLVISRules: Hashable, Sendable {
  /// Masks of fewer pixels are dropped.
  public var minimumArea = 80
  /// A mask of COCO is dropped where one of LVIS has a larger IoU of boxes, and of masks.
  public var sameObjectIoU = 0.7
  /// A mask of LVIS is dropped where a later one has an IoU of boxes above ``sameObjectIoU``, and of masks above this.
  public var duplicateIoU = 0.85
  /// Stuff is kept where more pixels of it than this lie outside all instances.
  public var minimumStuff = 500
  /// Whether COCO's crowds count as instances, as in the published annotation.
  public var keepsCrowds = true

  /// The published annotation's rules.
  public init() {}
}

/// A mask of COCO or LVIS with its class.
struct LabelledMask: Sendable {
  let measured: MeasuredMask
  let category: String?

  init?(_ mask: Mask, category: String?) {
    guard let measured = MeasuredMask(mask) else { return nil }
    self.measured = measured
    self.category = category
  }
}

/// One image's merged annotation.
struct COCOLVISMerge: Sendable {
  /// The instances, then the stuff.
  private(set) var masks: [LabelledMask]
  /// How many of them are instances.
  let instanceCount: Int
  /// What is part of what, among the instances.
  let hierarchy: MaskHierarchy

  /// Merges the masks of an image; `nil` where no instance remains.
  init?(
    lvis: [LabelledMask], coco: [LabelledMask], stuff: [LabelledMask], rules: COCOLVISRules
  ) {
    let lvis = lvis.filter { $0.measured.area >= rules.minimumArea }
    let coco = coco.filter { $0.measured.area >= rules.minimumArea }
    let newInCOCO = coco.filter { mask in
      !lvis.contains {
        $0.measured.boxIoU(mask.measured) > rules.sameObjectIoU
          && $0.measured.iou(mask.measured) > rules.sameObjectIoU
      }
    }
    let distinct = lvis.enumerated().filter { place, mask in
      !lvis[(place + 1)...].contains {
        mask.measured.boxIoU($0.measured) > rules.sameObjectIoU
          && mask.measured.iou($0.measured) > rules.duplicateIoU
      }
    }.map(\.element)
    masks = newInCOCO + distinct
    if masks.isEmpty { return nil }
    instanceCount = masks.count
    hierarchy = MaskHierarchy(masks.map(\.measured))
    addStuff(stuff, rules: rules)
  }

  private mutating func addStuff(_ stuff: [LabelledMask], rules: COCOLVISRules) {
    var taken = Mask(size: masks[0].measured.mask.size)
    for mask in masks {
      for index in taken.codes.indices where mask.measured.mask.codes[index] == Mask.object {
        taken.codes[index] = Mask.object
      }
    }
    for mask in stuff {
      guard let rest = try? mask.measured.mask.subtracting(taken),
        let labelled = LabelledMask(rest, category: mask.category),
        labelled.measured.area > rules.minimumStuff
      else { continue }
      masks.append(labelled)
    }
  }

  /// The masks on as few layers of at most 255 ids as first fit from the largest to the smallest finds, and each mask's place.
  func packed() throws -> (layers: [LabelMap], places: [RegionReference]) {
    let size = masks[0].measured.mask.size
    var layers: [LabelMap] = []
    var counts: [UInt16] = []
    var places = [RegionReference](
      repeating: RegionReference(layer: 0, id: 0), count: masks.count)
    for number in MaskHierarchy.descending(masks.map(\.measured.area)) {
      let mask = masks[number].measured.mask
      let layer =
        layers.indices.first { counts[$0] < 255 && layers[$0].isFree(under: mask) } ?? layers.count
      if layer == layers.count {
        layers.append(LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count)))
        counts.append(0)
      }
      counts[layer] += 1
      layers[layer].paint(mask, id: counts[layer])
      places[number] = RegionReference(layer: layer, id: counts[layer])
    }
    return (layers, places)
  }
}
