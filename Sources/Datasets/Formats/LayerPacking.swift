import Imaging

/// Packs masks, which may overlap, into few layers of ids, which do not.
///
/// Each mask goes to the first layer where all of its pixels are free. Ids count from 1 over all
/// layers in the order of the masks, so that an id alone tells which mask is meant.
struct LayerPacking {
  /// The most masks: ids have 16 bits, and the last one means ignored.
  static let limit = Int(LabelMap.ignored) - 1

  /// The layers so far.
  private(set) var layers: [LabelMap] = []
  /// How many masks were added.
  private(set) var count = 0
  private let size: Size
  private let sample: String
  /// Whether a layer carries ignored pixels of its own mask, so that no other may join it.
  private var isTaken: [Bool] = []

  /// An empty packing of masks of one size; `sample` is named in errors.
  init(size: Size, sample: String) {
    self.size = size
    self.sample = sample
  }

  /// Adds a mask and says where it lies.
  ///
  /// - Throws: ``DatasetError/tooManyRegions(sample:limit:)``.
  mutating func add(_ mask: Mask) throws -> RegionReference {
    try SizesDiffer.check(size, mask.size)
    guard count < Self.limit else {
      throw DatasetError.tooManyRegions(sample: sample, limit: Self.limit)
    }
    count += 1
    let id = UInt16(count)
    let hasIgnored = mask.codes.contains(Mask.ignored)
    let free =
      hasIgnored ? nil : layers.indices.first { !isTaken[$0] && layers[$0].isFree(under: mask) }
    let layer = free ?? layers.count
    if free == nil {
      layers.append(LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count)))
      isTaken.append(hasIgnored)
    }
    layers[layer].paint(mask, id: id)
    return RegionReference(layer: layer, id: id)
  }

  /// The layers; one that is all background where no mask was added.
  var nonEmptyLayers: [LabelMap] {
    layers.isEmpty
      ? [LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count))] : layers
  }
}

extension LabelMap {
  /// Whether every object pixel of a mask is background here.
  func isFree(under mask: Mask) -> Bool {
    ids.withUnsafeBufferPointer { ids in
      mask.codes.withUnsafeBufferPointer { codes in
        for index in 0..<codes.count where codes[index] == Mask.object && ids[index] != 0 {
          return false
        }
        return true
      }
    }
  }

  /// Writes an id at the object pixels of a mask, and ignored where the mask is.
  mutating func paint(_ mask: Mask, id: UInt16) {
    ids.withUnsafeMutableBufferPointer { ids in
      mask.codes.withUnsafeBufferPointer { codes in
        for index in 0..<min(codes.count, ids.count) {
          if codes[index] == Mask.object {
            ids[index] = id
          } else if codes[index] == Mask.ignored {
            ids[index] = Self.ignored
          }
        }
      }
    }
  }
}
