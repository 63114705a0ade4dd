/// A full mask: one region id a pixel, as data sets store their annotations.
///
/// A *target region* is a binary ``Mask`` obtained from it; which one is a region selector's choice.
@frozen
public struct LabelMap: Hashable, Sendable {
  /// The id of pixels that do not count.
  public static let ignored: UInt16 = .max

  /// Height and width.
  public let size: Size
  /// One id a pixel in row-major order; 0 is background, `ignored` does not count.
  public var ids: [UInt16]

  /// Wraps ids that are already in order.
  @inlinable
  public init(size: Size, ids: [UInt16]) {
    precondition(ids.count == size.count, "a label map has one id a pixel")
    self.size = size
    self.ids = ids
  }

  /// The id at a pixel inside the map.
  @inlinable
  public subscript(pixel: Pixel) -> UInt16 {
    get { ids[size.offset(of: pixel)] }
    set { ids[size.offset(of: pixel)] = newValue }
  }

  /// The region with this id, as a mask; ignored pixels stay ignored.
  public func region(_ id: UInt16) -> Mask { region(ofAny: CollectionOfOne(id)) }

  /// The regions with any of these ids, as one mask.
  ///
  /// - Parameter keepsIgnored: whether ignored pixels stay ignored, or become background.
  public func region(ofAny wanted: some Sequence<UInt16>, keepsIgnored: Bool = true) -> Mask {
    var codes = [UInt8](repeating: Mask.background, count: 1 << 16)
    for id in wanted { codes[Int(id)] = Mask.object }
    codes[Int(Self.ignored)] = keepsIgnored ? Mask.ignored : Mask.background
    return Mask(size: size, codes: PixelLoops.lookUp(ids, in: codes))
  }

  /// The pixels of every region: object where the id is neither 0 nor ignored.
  public var regions: Mask {
    var codes = [UInt8](repeating: Mask.object, count: 1 << 16)
    codes[0] = Mask.background
    codes[Int(Self.ignored)] = Mask.ignored
    return Mask(size: size, codes: PixelLoops.lookUp(ids, in: codes))
  }

  /// The map with each id replaced by the one at its place in a table; an id beyond its end becomes 0, and
  /// ignored pixels stay ignored.
  public func relabelled(by table: [UInt16]) -> LabelMap {
    var whole = [UInt16](repeating: 0, count: 1 << 16)
    whole.replaceSubrange(..<min(table.count, whole.count), with: table.prefix(whole.count))
    whole[Int(Self.ignored)] = Self.ignored
    return LabelMap(size: size, ids: PixelLoops.lookUp(ids, from: 0, step: 1, in: whole))
  }

  /// Makes the pixels of some ids background.
  public mutating func remove(_ removed: some Sequence<UInt16>) {
    var table = (0..<1 << 16).map { UInt16($0) }
    for id in removed where id != Self.ignored { table[Int(id)] = 0 }
    ids = PixelLoops.lookUp(ids, from: 0, step: 1, in: table)
  }
}

// MARK: - Areas

extension LabelMap {
  /// How many pixels each id has, by id from 0 to the greatest that occurs; ignored pixels are not counted.
  public var areasByID: [Int] {
    var counts = PixelLoops.counts(ids)
    counts.removeLast()
    while counts.last == 0 { counts.removeLast() }
    return counts
  }

  /// The ids that occur, in ascending order, without the ignored one, and how many pixels each has.
  public var areas: [(id: UInt16, area: Int)] {
    let areas = areasByID
    return areas.indices.compactMap { areas[$0] > 0 ? (UInt16($0), areas[$0]) : nil }
  }

  /// The ids that occur, in ascending order, without the ignored one.
  public var presentIDs: [UInt16] { areas.map(\.id) }

  /// How many pixels are ignored.
  public var ignoredCount: Int { size.count - areasByID.reduce(0, +) }
}

extension LabelMap {
  /// A mask's object pixels as the region with id 1; ignored pixels stay ignored.
  public init(_ mask: Mask) {
    var table = (0..<256).map { UInt16($0) }
    table[Int(Mask.ignored)] = Self.ignored
    self.init(
      size: mask.size, ids: PixelLoops.lookUp(mask.codes, from: 0, step: 1, in: table))
  }
}

extension Mask {
  /// The pixels that are object in any of some masks of one size; a pixel that is object in none is
  /// ignored where some mask ignores it.
  ///
  /// Unlike ``union(_:)``, which lets ignored pixels win, this joins layers that annotate different
  /// things: what one layer leaves open another may know.
  public init(joining masks: [Mask], size: Size) throws(SizesDiffer) {
    self.init(size: size)
    for mask in masks {
      try SizesDiffer.check(size, mask.size)
      mask.codes.withUnsafeBufferPointer { added in
        codes.withUnsafeMutableBufferPointer { codes in
          for index in 0..<codes.count {
            let (old, new) = (codes[index], added[index])
            codes[index] = old == Mask.object || new == Mask.background ? old : new
          }
        }
      }
    }
  }
}
