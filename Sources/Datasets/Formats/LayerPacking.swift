import Basics
import Imaging

/// Packs masks, which may overlap, into few layers of ids, which do not.
///
/// Each mask goes to the first layer where all of its pixels are free. Ids count from 1 over all
/// layers in the order of the masks, so that an id alone tells which mask is meant.
struct LayerPacking {
  /// The most masks: ids have 16 bits, and the last one means ignored.
  static let limit = Int(LabelMap.ignored) - 1
  /// The most layers: no annotation has as many objects on one pixel, and each layer takes a picture's memory.
  static let layerLimit = 1024

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

  /// Throws where so many masks are too many, before any is drawn.
  func reserve(_ masks: Int) throws(DatasetError) {
    guard masks <= Self.limit - count else {
      throw .tooManyRegions(sample: sample, limit: Self.limit)
    }
  }

  /// Adds a mask and says where it lies.
  ///
  /// - Throws: ``DatasetError/tooManyRegions(sample:limit:)``, ``DatasetError/tooManyLayers(sample:limit:)``, or
  ///   `MemoryBound.Exceeded`.
  mutating func add(_ mask: Mask) throws -> RegionReference {
    try SizesDiffer.check(size, mask.size)
    try reserve(1)
    count += 1
    let id = UInt16(count)
    let hasIgnored = mask.codes.contains(Mask.ignored)
    let runs = mask.objectRuns
    let free =
      hasIgnored ? nil : layers.indices.first { !isTaken[$0] && layers[$0].isFree(at: runs) }
    let layer = try free ?? appended(isTaken: hasIgnored)
    if hasIgnored { layers[layer].paint(mask, id: id) } else { layers[layer].paint(runs, id: id) }
    return RegionReference(layer: layer, id: id)
  }

  /// The place of a new layer.
  private mutating func appended(isTaken taken: Bool) throws -> Int {
    guard layers.count < Self.layerLimit else {
      throw DatasetError.tooManyLayers(sample: sample, limit: Self.layerLimit)
    }
    try MemoryBound.require(size.count * MemoryLayout<UInt16>.stride)
    layers.append(LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count)))
    isTaken.append(taken)
    return layers.count - 1
  }

  /// The layers; one that is all background where no mask was added.
  var nonEmptyLayers: [LabelMap] {
    layers.isEmpty
      ? [LabelMap(size: size, ids: [UInt16](repeating: 0, count: size.count))] : layers
  }
}

extension Mask {
  /// The stretches of object pixels, in row-major order.
  var objectRuns: [Range<Int>] {
    codes.withUnsafeBufferPointer { codes in
      var runs: [Range<Int>] = []
      var index = 0
      while index < codes.count {
        guard codes[index] == Mask.object else {
          index += 1
          continue
        }
        let start = index
        while index < codes.count, codes[index] == Mask.object { index += 1 }
        runs.append(start..<index)
      }
      return runs
    }
  }
}

extension LabelMap {
  /// Whether all pixels of some stretches are background here.
  func isFree(at runs: [Range<Int>]) -> Bool {
    ids.withUnsafeBufferPointer { ids in
      runs.allSatisfy { run in run.allSatisfy { ids[$0] == 0 } }
    }
  }

  /// Writes an id at all pixels of some stretches.
  mutating func paint(_ runs: [Range<Int>], id: UInt16) {
    ids.withUnsafeMutableBufferPointer { ids in
      for run in runs { for index in run { ids[index] = id } }
    }
  }

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
